/// A float with 64 bits of significand and room for any exponent: the 80-bit `long double` of x86, in integers, so that
/// a literal has the same value on every host. Only finite positive numbers.
struct WideFloat {
    /// The top bit is set, but for 0. The value is `significand` · 2^`exponent`.
    private(set) var significand: UInt64
    private(set) var exponent: Int

    init(_ integer: UInt64) {
        let shift = integer == 0 ? 0 : integer.leadingZeroBitCount
        significand = integer << UInt64(shift)
        exponent = -shift
    }

    /// Exactly a double's magnitude.
    init(magnitudeOf value: Double) {
        let fraction = value.significandBitPattern
        let isSubnormal = value.exponentBitPattern == 0
        self.init(isSubnormal ? fraction : fraction | 1 << 52)
        if significand != 0 { exponent += (isSubnormal ? 1 : Int(value.exponentBitPattern)) - 1075 }
    }

    func times(powerOfTwo power: Int) -> WideFloat {
        var result = self
        if significand != 0 { result.exponent += power }
        return result
    }

    private init(_ quotient: UInt64, _ exponent: Int, roundUp: Bool) {
        significand = quotient
        self.exponent = exponent
        guard roundUp else { return }
        significand &+= 1
        if significand == 0 {
            significand = 1 << 63
            self.exponent += 1
        }
    }

    static func * (a: WideFloat, b: WideFloat) -> WideFloat {
        guard a.significand != 0 && b.significand != 0 else { return WideFloat(0) }
        var (high, low) = a.significand.multipliedFullWidth(by: b.significand)
        var exponent = a.exponent + b.exponent + 64
        if high >> 63 == 0 {
            high = high << 1 | low >> 63
            low <<= 1
            exponent -= 1
        }
        let half: UInt64 = 1 << 63
        return WideFloat(high, exponent, roundUp: low > half || low == half && high & 1 == 1)
    }

    static func / (a: WideFloat, b: WideFloat) -> WideFloat {
        guard a.significand != 0 else { return a }
        let isWide = a.significand >= b.significand
        let dividend = isWide ? (a.significand >> 1, a.significand << 63) : (a.significand, 0)
        let (quotient, remainder) = b.significand.dividingFullWidth(dividend)
        let exponent = a.exponent - b.exponent - (isWide ? 63 : 64)
        let rest = b.significand - remainder
        return WideFloat(
            quotient, exponent, roundUp: remainder > rest || remainder == rest && quotient & 1 == 1)
    }

    /// Rounded to the nearest, ties to even; infinity and subnormals where it must be.
    var double: Double {
        guard significand != 0 else { return 0 }
        let subnormalBits = max(0, -1022 - (exponent + 63))
        let shift = 11 + subnormalBits
        guard shift <= 64 else { return 0 }
        let kept = shift == 64 ? 0 : significand >> UInt64(shift)
        let dropped = significand << UInt64(64 - shift)
        let half: UInt64 = 1 << 63
        let rounded = kept + (dropped > half || dropped == half && kept & 1 == 1 ? 1 : 0)
        return Double(sign: .plus, exponent: exponent + shift, significand: Double(rounded))
    }
}
