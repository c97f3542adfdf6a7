/// What stands behind the colon in `{:*>+#010,.3f}`: `[[fill]align][sign][#][0][width][,][.precision][type]`.
struct FieldSpec {
    /// 0: not given.
    var fill: UInt8 = 0
    /// One of `<>=^`, or 0.
    var align: UInt8 = 0
    /// 0: not given.
    var type: UInt8 = 0
    var style = FieldStyle(width: -1)

    /// A field without a specification.
    init() {}

    /// Reads a specification; nil where it has more than it may. The text ends at a zero byte, if it has one.
    init?(_ text: UnsafeRawBufferPointer, isNumeric: Bool) {
        var place = 0
        func at(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }
        if FieldSpec.isAlignment(at(0)) {
            align = at(0)
            place = 1
        } else if at(0) != 0 && FieldSpec.isAlignment(at(1)) {
            fill = at(0)
            align = at(1)
            place = 2
        }
        switch at(place) {
        case UInt8(ascii: "+"): style.flags.insert(.showSign)
        case UInt8(ascii: " "): style.flags.insert(.spaceSign)
        case UInt8(ascii: "-"): break
        default: place -= 1
        }
        place += 1
        if at(place) == UInt8(ascii: "#") {
            style.flags.insert(.showPrefix)
            place += 1
        }
        if at(place) == UInt8(ascii: "0") {
            if align == 0 && isNumeric { align = UInt8(ascii: "=") }
            if fill == 0 { fill = UInt8(ascii: "0") }
        }
        style.width = FieldSpec.number(text, &place) ?? -1
        if at(place) == UInt8(ascii: ",") || at(place) == UInt8(ascii: "_") {
            style.separator = at(place)
            place += 1
        }
        if at(place) == UInt8(ascii: ".") {
            place += 1
            style.precision = FieldSpec.number(text, &place) ?? -1
        }
        if FieldSpec.isType(at(place)) {
            type = at(place)
            place += 1
        }
        if at(place) != 0 { return nil }
    }

    private static func isAlignment(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "^")
    }

    private static func isType(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "b"), UInt8(ascii: "c"), UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "E"),
            UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "g"), UInt8(ascii: "G"), UInt8(ascii: "n"),
            UInt8(ascii: "o"), UInt8(ascii: "s"), UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "%"):
            true
        default: false
        }
    }

    /// Digits as a 32-bit number, which wraps; nil where there are none.
    static func number(_ text: UnsafeRawBufferPointer, _ place: inout Int) -> Int? {
        guard place < text.count, text[place].isDigit else { return nil }
        var number: Int32 = 0
        while place < text.count, text[place].isDigit {
            number = number &* 10 &+ Int32(text[place] &- 0x30)
            place += 1
        }
        return Int(number)
    }

    /// Settles what was not given: numbers stand at the right, others at the left.
    mutating func complete(isNumeric: Bool) {
        if align == 0 { align = UInt8(ascii: isNumeric ? ">" : "<") }
        style.fill = fill == 0 ? UInt8(ascii: " ") : fill
        switch align {
        case UInt8(ascii: "<"): style.flags.insert(.leftAdjust)
        case UInt8(ascii: "="): style.flags.insert(.padAfterSign)
        case UInt8(ascii: "^"): style.flags.insert(.centerAdjust)
        default: break
        }
    }
}
