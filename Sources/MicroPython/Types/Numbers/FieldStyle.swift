/// How a number or text is laid out in a field, for `%` and `str.format` (PF_FLAG_*, py/mpprint.h v1.29).
struct PrintFlags: OptionSet {
    let rawValue: UInt16

    static let leftAdjust = PrintFlags(rawValue: 0x001)
    static let showSign = PrintFlags(rawValue: 0x002)
    static let spaceSign = PrintFlags(rawValue: 0x004)
    static let showPrefix = PrintFlags(rawValue: 0x008)
    static let padAfterSign = PrintFlags(rawValue: 0x010)
    static let centerAdjust = PrintFlags(rawValue: 0x020)
    static let addPercent = PrintFlags(rawValue: 0x040)
    static let showOctalLetter = PrintFlags(rawValue: 0x080)
    static let alwaysDecimal = PrintFlags(rawValue: 0x100)
}

/// A field: flags, what fills it, its width and precision.
struct FieldStyle {
    var flags: PrintFlags = []
    /// 0 is a space.
    var fill: UInt8 = 0
    var width = 0
    /// -1: not given.
    var precision = -1
    /// `,` or `_` between groups of digits, or 0.
    var separator: UInt8 = 0
}

extension Printer {
    /// Writes bytes padded to the field's width (mp_print_strn). Padding goes out in the reference's portions.
    func writeField(_ bytes: UnsafeRawBufferPointer, _ style: FieldStyle) throws(GuestException) {
        var padCount = style.width - bytes.count
        var padding = Padding(style)
        if padding.isGrouped && style.width % padding.portion == 0 {
            // A group never starts with its separator: one zero more.
            padCount += 1
        }
        var left = 0
        var right = 0
        if style.flags.contains(.centerAdjust) {
            left = padCount / 2
            right = padCount - left
        } else if style.flags.contains(.leftAdjust) {
            right = padCount
        } else {
            left = padCount
        }
        try padding.write(left, self)
        if !bytes.isEmpty { try write(bytes) }
        try padding.write(right, self)
    }

    func writeField(_ text: StaticString, _ style: FieldStyle) throws(GuestException) {
        try writeField(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), style)
    }
}

/// What fills a field: one byte over and over, or zeros with separators, which start in the middle of a group.
private struct Padding {
    private let pattern: StaticString?
    private let fill: UInt8
    private let start: Int
    let portion: Int
    let isGrouped: Bool

    init(_ style: FieldStyle) {
        fill = style.fill == 0 ? UInt8(ascii: " ") : style.fill
        isGrouped = fill == UInt8(ascii: "0") && style.separator != 0
        switch fill {
        case UInt8(ascii: " "): (pattern, portion) = ("                ", 16)
        case UInt8(ascii: "0") where !isGrouped: (pattern, portion) = ("0000000000000000", 16)
        case UInt8(ascii: "0") where style.separator == UInt8(ascii: "_"): (pattern, portion) = ("0000_0000", 5)
        case UInt8(ascii: "0"): (pattern, portion) = ("000,000", 4)
        default: (pattern, portion) = (nil, 1)
        }
        let width = isGrouped && style.width % portion == 0 ? style.width + 1 : style.width
        start = isGrouped ? portion - 1 - width % portion : 0
    }

    mutating func write(_ count: Int, _ printer: Printer) throws(GuestException) {
        var rest = count
        while rest > 0 {
            let portionCount = min(rest, portion)
            if let pattern {
                try printer.write(UnsafeRawBufferPointer(start: pattern.utf8Start + start, count: portionCount))
            } else {
                try printer.write(byte: fill)
            }
            rest -= portionCount
        }
    }
}
