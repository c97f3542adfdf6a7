/// The decimal text of a double in a .mpy file: MicroPython's `repr` where `long double` is wide, as in mpy-cross on
/// x86-64 (py/formatfloat.c, v1.29).
///
/// Sixteen significant digits, or more where those do not read back as the same number; not the shortest text: 8.3 is
/// `8.300000000000001`.
enum FloatText {
    private static let digitCounts = 16...19
    /// Larger exponents are written as such.
    private static let plainExponents = -4..<16

    static func repr(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        let sign = value.sign == .minus ? "-" : ""
        if value.isInfinite { return sign + "inf" }
        let text = unsigned(value.magnitude)
        return sign + (text.contains(".") || text.contains("e") ? text : text + ".0")
    }

    /// A complex number without a real part.
    static func imaginary(_ value: Double) -> String {
        if value.isNaN { return "nanj" }
        let sign = value.sign == .minus ? "-" : ""
        return sign + (value.isInfinite ? "inf" : unsigned(value.magnitude)) + "j"
    }

    private static func unsigned(_ value: Double) -> String {
        if value == 0 { return "0" }
        for count in digitCounts {
            var (digits, exponent) = DecimalDigits.rounded(value, count: count)
            // The exponent comes from a comparison with powers of ten as doubles: 1e-20 is a bit below the real one.
            if let power = Double("1e\(exponent + 1)"), power <= value {
                (digits, exponent) = DecimalDigits.rounded(value, count: count - 1)
            }
            let text = layOut(digits, exponent)
            if count == digitCounts.upperBound || Double(text) == value { return text }
        }
        return ""
    }

    /// `digits` with a point after the first one, times ten to the power of `exponent`.
    private static func layOut(_ digits: [UInt8], _ exponent: Int) -> String {
        var digits = digits
        while digits.count > 1, digits.last == 0 { digits.removeLast() }
        var text = digits.map { String($0) }
        if plainExponents.contains(exponent) {
            if exponent < 0 {
                return "0." + String(repeating: "0", count: -exponent - 1) + text.joined()
            }
            while text.count <= exponent { text.append("0") }
            if text.count > exponent + 1 { text.insert(".", at: exponent + 1) }
            return text.joined()
        }
        if text.count > 1 { text.insert(".", at: 1) }
        let size = abs(exponent)
        return text.joined() + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + "\(size)"
    }
}

/// Exact decimal digits of a double, by integer arithmetic on 32-bit limbs.
enum DecimalDigits {
    /// The first `count` digits, rounded half up, and the power of ten of the first one. `value` is positive.
    static func rounded(_ value: Double, count: Int) -> (digits: [UInt8], exponent: Int) {
        var all = exact(value)
        if all.digits.count <= count {
            all.digits += [UInt8](repeating: 0, count: count - all.digits.count)
            return all
        }
        let roundsUp = all.digits[count] >= 5
        var digits = Array(all.digits[..<count])
        guard roundsUp else { return (digits, all.exponent) }
        var index = count - 1
        while index >= 0 && digits[index] == 9 {
            digits[index] = 0
            index -= 1
        }
        if index >= 0 {
            digits[index] += 1
            return (digits, all.exponent)
        }
        digits.insert(1, at: 0)
        digits.removeLast()
        return (digits, all.exponent + 1)
    }

    /// All digits: the significand times 2^e is an integer; below 1, times 5^-e, and the point moves.
    private static func exact(_ value: Double) -> (digits: [UInt8], exponent: Int) {
        let significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
        let power = Int(max(value.exponentBitPattern, 1)) - 1075
        var limbs = [UInt32(truncatingIfNeeded: significand), UInt32(significand >> 32)]
        for _ in 0..<abs(power) { multiply(&limbs, by: power > 0 ? 2 : 5) }
        var digits: [UInt8] = []
        while !limbs.isEmpty { digits.append(UInt8(divide(&limbs, by: 10))) }
        digits.reverse()
        let exponent = digits.count - 1 + min(power, 0)
        while digits.last == 0 { digits.removeLast() }
        return (digits, exponent)
    }

    private static func multiply(_ limbs: inout [UInt32], by factor: UInt64) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            carry += UInt64(limbs[index]) * factor
            limbs[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    private static func divide(_ limbs: inout [UInt32], by divisor: UInt64) -> UInt64 {
        var rest: UInt64 = 0
        for index in limbs.indices.reversed() {
            rest = rest << 32 | UInt64(limbs[index])
            limbs[index] = UInt32(rest / divisor)
            rest %= divisor
        }
        while limbs.last == 0 { limbs.removeLast() }
        return rest
    }
}
