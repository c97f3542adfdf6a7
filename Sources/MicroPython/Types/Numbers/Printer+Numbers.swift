/// Numbers in fields, for `print`, `%` and `str.format` (py/mpprint.c, v1.29).
extension Printer {
    /// A float in format `e`, `f` or `g`, small or capital (mp_print_float).
    func writeFloat(_ number: Double, _ format: StaticString, _ style: FieldStyle) throws(GuestException) {
        try writeFloat(number, format: format.utf8Start[0], style)
    }

    /// See `writeFloat(_:_:_:)`.
    func writeFloat(_ number: Double, format: UInt8, _ style: FieldStyle) throws(GuestException) {
        var storage: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
        try withUnsafeMutableBytes(of: &storage) { bytes throws(GuestException) in
            var text = ByteText(bytes.baseAddress!.assumingMemoryBound(to: UInt8.self))
            try writeFloat(number, format, style, &text)
        }
    }

    private func writeFloat(
        _ number: Double, _ format: UInt8, _ style: FieldStyle, _ text: inout ByteText
    ) throws(GuestException) {
        var formatter = FloatFormatter(vm)
        let sign =
            style.flags.contains(.showSign)
            ? UInt8(ascii: "+") : style.flags.contains(.spaceSign) ? UInt8(ascii: " ") : 0
        formatter.format(number, format, precision: style.precision, sign: sign, into: &text)
        if style.flags.contains(.alwaysDecimal) && !text.buffer.contains(where: { ".en".utf8.contains($0) }) {
            text.append(".0")
        }
        if style.flags.contains(.addPercent) { text.append(UInt8(ascii: "%")) }
        var style = style
        var bytes = text.buffer
        if style.flags.contains(.padAfterSign) && bytes[0] < UInt8(ascii: "0") {
            try write(UnsafeRawBufferPointer(rebasing: bytes[..<1]))
            style.width -= 1
            bytes = UnsafeRawBufferPointer(rebasing: bytes[1...])
        }
        try writeField(bytes, style)
    }

    /// An int, or what converts to one, in base 2, 8, 10 or 16; `letterBase` is `a` or `A` (mp_print_mp_int).
    func writeInteger(
        _ value: Value, base: Int = 10, letterBase: UInt8 = UInt8(ascii: "a"), _ style: FieldStyle
    ) throws(GuestException) {
        let value = vm.isInt(value) ? value : Value(smallInt: Int32(truncatingIfNeeded: try vm.int(value)))
        var style = style
        if style.flags.isDisjoint(with: [.leftAdjust, .centerAdjust]) && style.fill == UInt8(ascii: "0") {
            style.width = max(style.width, style.precision)
            style.precision = 0
        }
        if style.precision > 1 { style.flags.insert(.padAfterSign) }
        let prefix = IntPrefix(value, base, letterBase, style.flags, vm)
        let padsAfterSign = style.flags.contains(.padAfterSign)
        let text = IntObject.IntStyle(
            base: base, prefix: padsAfterSign ? IntPrefix() : prefix, letterBase: letterBase,
            separator: style.separator)
        try IntObject.withText(vm, value, text) { bytes throws(GuestException) in
            if padsAfterSign {
                try writePaddedAfterSign(bytes, prefix, style)
            } else {
                try writeField(bytes, style)
            }
        }
    }

    /// Zeros or other filling stand between sign and prefix and the digits.
    private func writePaddedAfterSign(
        _ bytes: UnsafeRawBufferPointer, _ prefix: IntPrefix, _ style: FieldStyle
    ) throws(GuestException) {
        var style = style
        var digits = bytes
        let isNegative = bytes[0] == UInt8(ascii: "-")
        if isNegative { digits = UnsafeRawBufferPointer(rebasing: bytes[1...]) }
        var spaces = (before: 0, after: 0)
        if style.precision > 1 {
            let width = max(digits.count, style.precision) + (isNegative ? 1 : 0) + prefix.count
            let isLeft = style.flags.contains(.leftAdjust)
            if width < style.width { spaces = isLeft ? (0, style.width - width) : (style.width - width, 0) }
            style.fill = UInt8(ascii: "0")
            style.flags.remove(.leftAdjust)
        }
        if spaces.before > 0 { try writeField("", FieldStyle(width: spaces.before)) }
        if isNegative {
            try write(UnsafeRawBufferPointer(rebasing: bytes[..<1]))
            style.width -= 1
        }
        if prefix.count > 0 {
            try write(packed: prefix)
            style.width -= prefix.count
        }
        if style.precision > 1 { style.width = style.precision }
        try writeField(digits, style)
        if spaces.after > 0 { try writeField("", FieldStyle(width: spaces.after)) }
    }

    private func write(packed prefix: IntPrefix) throws(GuestException) {
        var bytes = prefix.bytes.littleEndian
        try withUnsafeBytes(of: &bytes) { raw throws(GuestException) in
            try write(UnsafeRawBufferPointer(rebasing: raw[..<prefix.count]))
        }
    }
}

/// What stands before digits: a sign and `0x` or the like, at most three bytes, the first one lowest.
struct IntPrefix {
    private(set) var bytes: UInt32 = 0
    private(set) var count = 0

    init() {}

    init(_ value: Value, _ base: Int, _ letterBase: UInt8, _ flags: PrintFlags, _ vm: VM) {
        if !IntObject.operand(value, vm).isNegative {
            if flags.contains(.showSign) {
                append(UInt8(ascii: "+"))
            } else if flags.contains(.spaceSign) {
                append(0x20)
            }
        }
        guard flags.contains(.showPrefix) else { return }
        if base == 2 || base == 8 || base == 16 { append(UInt8(ascii: "0")) }
        let letterOffset = letterBase &- UInt8(ascii: "a")
        switch base {
        case 2: append(UInt8(ascii: "b") &+ letterOffset)
        case 8: if flags.contains(.showOctalLetter) { append(UInt8(ascii: "o") &+ letterOffset) }
        case 16: append(UInt8(ascii: "x") &+ letterOffset)
        default: break
        }
    }

    private mutating func append(_ byte: UInt8) {
        bytes |= UInt32(byte) << UInt32(count * 8)
        count += 1
    }

    /// A byte of the prefix.
    func byte(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: bytes >> UInt32(index * 8)) }
}
