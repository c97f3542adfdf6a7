/// From a whole decimal mantissa to text (mp_format_mantissa, py/formatfloat.c v1.29).
extension FloatFormatter {
    func write(_ mantissa: UInt64, _ attempt: Attempt, _ target: inout ByteText) {
        var mantissa = mantissa
        var attempt = attempt
        var exponent = exponent
        var hasPoint = false
        if attempt.zerosBefore != nil || attempt.point >= 255 { hasPoint = true }
        if let zeros = attempt.zerosBefore {
            target.append("0.")
            target.append(zeros: zeros)
        }
        if mantissa != 0 && mantissa >= attempt.cap {
            // Rounding gave a digit more.
            if mode == .fixed {
                attempt.digitCount += 1
                attempt.point += 1
            } else {
                mantissa /= 10
                exponent += 1
            }
        }
        if mode == .general && exponent != 0 {
            expandSmallExponent(&mantissa, &attempt, &exponent, &hasPoint, &target)
        }
        writeDigits(mantissa, attempt, &hasPoint, &target)
        if mode == .general && hasPoint { removeTrailingZeros(&target) }
        if mode != .fixed && (exponent != 0 || mode == .exponent) { writeExponent(exponent, &target) }
    }

    /// Mode `g`: zeros instead of an exponent, from 1e-4 to the precision.
    private func expandSmallExponent(
        _ mantissa: inout UInt64, _ attempt: inout Attempt, _ exponent: inout Int, _ hasPoint: inout Bool,
        _ target: inout ByteText
    ) {
        if exponent >= 0 {
            guard exponent < plainExponentEnd else { return }
            attempt.point += exponent
            if attempt.point >= attempt.digitCount {
                attempt.zerosAfter = attempt.point - (attempt.digitCount - 1)
            }
            exponent = 0
        } else if exponent >= -4 {
            var removed = 0
            while exponent < 0 && mantissa % 10 == 0 {
                mantissa /= 10
                removed += 1
                exponent += 1
            }
            attempt.digitCount -= removed
            target.append("0.")
            target.append(zeros: removed - exponent - 1)
            attempt.point = 255
            hasPoint = true
            exponent = 0
        }
    }

    private func writeDigits(
        _ mantissa: UInt64, _ attempt: Attempt, _ hasPoint: inout Bool, _ target: inout ByteText
    ) {
        var rest = mantissa
        let start = target.count
        let isSplit = attempt.point + 1 < attempt.digitCount
        for digit in stride(from: attempt.digitCount - 1, through: 0, by: -1) {
            target[start + digit + (isSplit && digit > attempt.point ? 1 : 0)] = UInt8(rest % 10) + 0x30
            rest /= 10
        }
        target.count = start + attempt.digitCount
        if isSplit {
            hasPoint = true
            target[start + attempt.point + 1] = UInt8(ascii: ".")
            target.count += 1
        }
        var untilPoint = attempt.point - (attempt.digitCount - 1)
        for _ in 0..<max(0, attempt.zerosAfter) {
            if untilPoint == 0 {
                target.append(UInt8(ascii: "."))
                hasPoint = true
            }
            untilPoint -= 1
            target.append(UInt8(ascii: "0"))
        }
    }

    private func removeTrailingZeros(_ target: inout ByteText) {
        while target[target.count - 1] == UInt8(ascii: "0") { target.count -= 1 }
        if target[target.count - 1] == UInt8(ascii: ".") { target.count -= 1 }
    }

    private func writeExponent(_ exponent: Int, _ target: inout ByteText) {
        target.append(isUpper ? UInt8(ascii: "E") : UInt8(ascii: "e"))
        target.append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        let size = abs(exponent)
        if size >= 100 { target.append(UInt8(size / 100) + 0x30) }
        target.append(UInt8(size / 10 % 10) + 0x30)
        target.append(UInt8(size % 10) + 0x30)
    }
}
