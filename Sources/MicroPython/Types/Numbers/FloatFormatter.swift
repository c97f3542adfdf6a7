/// The text of a float in the formats `e`, `f` and `g` and their capitals (py/formatfloat.c, v1.29).
///
/// The reference scales the number to a whole decimal mantissa in a wider float and prints its digits. `repr` tries 16
/// digits (6 in single precision) and takes more while the text does not read back as the number. So `repr` is not
/// always the shortest text, and the last digits of long texts are those that the arithmetic happens to give: both are
/// modelled. Doubles: the 80-bit floats of x86 (the method EXACT there). Singles: singles, with a search for the mantissa that
/// reads back best (APPROX).
struct FloatFormatter {
    /// The precision that stands for `repr`.
    static let reprPrecision = 99
    /// Room that `mp_print_float` gives: 36 bytes less three.
    static let bufferBytes = 33

    let isSingle: Bool
    /// Floats inside the word: two bits are lost.
    let isInWord: Bool

    var value = 0.0
    var mode = Mode.general
    var isUpper = false
    /// Exponents below this print as zeros in mode `g`.
    var plainExponentEnd = 0
    /// The power of ten of the first digit.
    var exponent = 0

    enum Mode { case exponent, fixed, general }

    var mantissaDigitsMax: Int { isSingle ? 9 : 19 }
    var mantissaDigitsSafe: Int { isSingle ? 6 : 16 }

    init(_ vm: VM) {
        isSingle = vm.firmware.floatWidth == .single
        isInWord = vm.firmware.representation == .c
    }

    /// Formats a number. `sign` is what stands before a positive one, or 0; `precision` -1 is 6.
    mutating func format(
        _ number: Double, _ format: UInt8, precision: Int, sign: UInt8, into target: inout ByteText
    ) {
        isUpper = format & 0x20 == 0
        let isNegative = number.sign == .minus && !number.isNaN
        value = number.magnitude
        if isNegative || sign != 0 { target.append(isNegative ? UInt8(ascii: "-") : sign) }
        if !number.isFinite {
            return target.append(number.isNaN ? (isUpper ? "NAN" : "nan") : (isUpper ? "INF" : "inf"))
        }
        switch format | 0x20 {
        case UInt8(ascii: "f"): mode = .fixed
        case UInt8(ascii: "g"): mode = .general
        default: mode = .exponent
        }
        let room = FloatFormatter.bufferBytes - target.count
        var precision = precision < 0 ? 6 : precision
        plainExponentEnd = min(precision, room - 3)
        if precision == FloatFormatter.reprPrecision {
            precision = mantissaDigitsMax
            plainExponentEnd = 16
        }
        exponent = decimalExponent()
        if mode == .fixed && exponent > 0 && exponent + precision + 2 > room {
            mode = .general
            precision += 1
        }
        search(layout(precision, room), &target)
    }

    /// The power of ten of the first digit: a guess from the binary exponent, moved until it is right.
    private func decimalExponent() -> Int {
        if value == 0 { return 0 }
        let binary = isSingle ? Int(Float(value).exponentBitPattern) - 127 : Int(value.exponentBitPattern) - 1023
        var exponent =
            isSingle ? Int(Float(binary) * Float(0.3010299956639812)) : Int(Double(binary) * 0.3010299956639812)
        let isLarge = value >= 1
        while (value >= power(exponent + (isLarge ? 1 : 0))) == isLarge { exponent += isLarge ? 1 : -1 }
        return exponent
    }

    /// Ten to a power in the guest's precision, infinite where it must be.
    private func power(_ exponent: Int) -> Double {
        isSingle
            ? Double(SingleScale.scaled(1, by: exponent)) : WideFloat(1).scaled(byPowerOfTen: exponent).double
    }
}

/// A short text in host memory.
struct ByteText {
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    var count = 0

    init(_ bytes: UnsafeMutablePointer<UInt8>) { self.bytes = bytes }

    @inline(__always) mutating func append(_ byte: UInt8) {
        bytes[count] = byte
        count &+= 1
    }

    mutating func append(_ text: StaticString) {
        for index in 0..<text.utf8CodeUnitCount { append(text.utf8Start[index]) }
    }

    mutating func append(zeros count: Int) {
        for _ in 0..<max(0, count) { append(UInt8(ascii: "0")) }
    }

    @inline(__always) subscript(index: Int) -> UInt8 {
        get { bytes[index] }
        nonmutating set { bytes[index] = newValue }
    }

    var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes, count: count) }
}
