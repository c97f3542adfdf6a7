/// How many digits are tried, and which ones (mp_format_float, py/formatfloat.c v1.29).
extension FloatFormatter {
    /// What does not change from try to try.
    struct Layout {
        /// Digits of the mantissa at most.
        var digitsMax: Int
        /// Zeros after `0.`, in mode `f`.
        var leadingZeros = 0
        /// Zeros beyond what a mantissa holds.
        var trailingZeros = 0
    }

    func layout(_ precision: Int, _ room: Int) -> Layout {
        var layout = Layout(digitsMax: precision)
        if mode == .fixed {
            layout.digitsMax = min(layout.digitsMax, room - 3)
            if exponent < 0 {
                if layout.digitsMax > 2 && exponent < -2 {
                    layout.leadingZeros = min(-exponent, layout.digitsMax) - 2
                    layout.digitsMax -= layout.leadingZeros
                } else {
                    layout.digitsMax += 1
                }
            } else {
                layout.digitsMax += exponent + 1
            }
        } else if mode == .exponent || precision == 0 {
            layout.digitsMax += 1
        }
        if layout.digitsMax > mantissaDigitsMax {
            layout.trailingZeros = layout.digitsMax - mantissaDigitsMax
            layout.digitsMax = mantissaDigitsMax
        }
        let overhead = mode == .fixed ? 3 : isSingle ? 7 : 8
        layout.trailingZeros = min(layout.trailingZeros, room - layout.digitsMax - overhead)
        return layout
    }

    /// One try: a number of digits, and where they go.
    struct Attempt {
        var digitCount: Int
        var zerosBefore: Int?
        var zerosAfter: Int
        /// The point stands after this digit; beyond the last one: no point.
        var point = 0
        /// The power of ten that makes the number a whole mantissa.
        var scale: Int
        /// The first mantissa with a digit too many.
        var cap: UInt64
    }

    func attempt(_ digitCount: Int, _ layout: Layout) -> Attempt {
        var cap: UInt64 = 10
        for _ in 1..<max(1, digitCount) { cap &*= 10 }
        if isSingle { cap &= 0xFFFF_FFFF }
        var attempt = Attempt(
            digitCount: digitCount, zerosAfter: layout.trailingZeros + layout.digitsMax - digitCount, scale: 0,
            cap: cap)
        if value == 0 { return attempt }
        if mode != .fixed {
            attempt.scale = digitCount - exponent - 1
            return attempt
        }
        attempt.scale = digitCount - 1
        if exponent >= 0 {
            attempt.scale -= exponent
            attempt.point = exponent
        } else if layout.leadingZeros > 0 {
            attempt.zerosBefore = layout.leadingZeros
            attempt.scale += layout.leadingZeros + 1
            attempt.point = 255
        }
        return attempt
    }

    func search(_ layout: Layout, _ target: inout ByteText) {
        let start = target.count
        var digitCount = min(mantissaDigitsSafe, layout.digitsMax)
        while true {
            let attempt = attempt(digitCount, layout)
            target.count = start
            if isSingle {
                if refine(attempt, digitCount < layout.digitsMax, start, &target) { return }
            } else {
                write(WideFloat(magnitudeOf: value).scaled(byPowerOfTen: attempt.scale).roundedHalfUp, attempt, &target)
                if digitCount >= layout.digitsMax || readBack(target, from: start) == value { return }
            }
            digitCount += 1
        }
    }

    /// The number that the text so far reads as.
    private func readBack(_ target: ByteText, from start: Int) -> Double {
        let text = UnsafeRawBufferPointer(start: target.bytes + start, count: target.count - start)
        return FloatLiteral.value(text, isSingle ? .single : .double, isWide: true)?.0 ?? 0
    }

    /// Single precision: halving steps towards the mantissa that reads back as the number. False: no mantissa of so few
    /// digits does, and there may be more digits.
    private func refine(_ attempt: Attempt, _ mayGrow: Bool, _ start: Int, _ target: inout ByteText) -> Bool {
        var mantissa = singleMantissa(attempt)
        write(UInt64(mantissa), attempt, &target)
        var difference = difference(readBack(target, from: start))
        if difference == 0 { return true }
        var best = (mantissa, abs(difference))
        var step: UInt32 = 1
        let excess = attempt.digitCount - mantissaDigitsSafe
        if excess > 0 { step <<= UInt32(3 * excess) }
        for _ in 0..<(3 + 3 * (mantissaDigitsMax - mantissaDigitsSafe)) {
            mantissa = difference.sign == .minus ? mantissa &+ step : mantissa &- step
            target.count = start
            write(UInt64(mantissa), attempt, &target)
            difference = self.difference(readBack(target, from: start))
            if difference == 0 { return true }
            let gain = abs(difference) - best.1
            if gain < 0 || gain == 0 && mantissa % 10 == 0 { best = (mantissa, abs(difference)) }
            if step > 1 {
                step >>= 1
                continue
            }
            if mayGrow { return false }
            if mantissa != best.0 {
                target.count = start
                write(UInt64(best.0), attempt, &target)
            }
            return true
        }
        return true
    }

    private func singleMantissa(_ attempt: Attempt) -> UInt32 {
        var scale = attempt.scale
        var factor: UInt32 = 1
        if attempt.digitCount > mantissaDigitsSafe && scale > 1 {
            // The last digits by integer arithmetic: a single cannot hold them.
            let isLong = attempt.digitCount > mantissaDigitsSafe + 1 && scale > 2
            factor = isLong ? 100 : 10
            scale -= isLong ? 2 : 1
        }
        let scaled = SingleScale.scaled(Float(value), by: scale) + 0.5
        // Only for subnormals is it larger, where C leaves open what comes out; here its low bits, as on x86.
        return factor &* (scaled < 9e18 ? UInt32(truncatingIfNeeded: UInt64(scaled)) : 0)
    }

    /// How far a number read back is off; in representation C without the bits that words do not hold.
    private func difference(_ readBack: Double) -> Float {
        if !isInWord { return Float(readBack) - Float(value) }
        let a = Float(bitPattern: Float(readBack).bitPattern & ~3)
        return a - Float(bitPattern: Float(value).bitPattern & ~3)
    }
}

/// Singles times powers of ten, in single precision throughout (mp_decimal_exp, py/parsenum.c v1.29).
enum SingleScale {
    static func scaled(_ value: Float, by exponent: Int) -> Float {
        if exponent == 0 || value == 0 { return value }
        // The power of two goes into the exponent's bits, which wrap.
        let bits = value.bitPattern
        let moved = UInt32(truncatingIfNeeded: Int(bits >> 23 & 0xFF) + exponent) & 0xFF
        let shifted = Float(bitPattern: bits & ~(0xFF << 23) | moved << 23)
        return exponent < 0 && exponent >= -10
            ? shifted / powerOfFive(-exponent) : shifted * powerOfFive(exponent)
    }

    /// Five to a power, rounded once.
    private static func powerOfFive(_ exponent: Int) -> Float {
        let size = abs(exponent)
        if size > 55 {
            return exponent > 0 ? .infinity : Float(1 / (Double(power(55)) * Double(power(min(size - 55, 55)))))
        }
        return exponent > 0 ? Float(power(size)) : Float(1 / Double(power(size)))
    }

    /// Up to 5^55 fits 128 bits.
    private static func power(_ exponent: Int) -> UInt128 {
        var result: UInt128 = 1
        for _ in 0..<exponent { result &*= 5 }
        return result
    }
}

extension WideFloat {
    /// Times ten to a power, by squarings of ten as mp_decimal_exp does.
    func scaled(byPowerOfTen exponent: Int) -> WideFloat {
        if exponent == 0 || significand == 0 { return self }
        var result = self
        var power = WideFloat(10)
        var rest = abs(exponent)
        while true {
            if rest & 1 == 1 { result = exponent < 0 ? result / power : result * power }
            rest >>= 1
            if rest == 0 { return result }
            power = power * power
        }
    }

    /// The whole part after adding one half, which itself rounds to 64 bits. The number is below 2^64.
    var roundedHalfUp: UInt64 {
        if significand == 0 || exponent < -64 { return 0 }
        if exponent >= 0 {
            // One half is at most half a step here: ties go to even.
            return exponent == 0 && significand & 1 == 1 && significand != .max ? significand + 1 : significand
        }
        let sum = UInt128(significand) + UInt128(1) << UInt128(-exponent - 1)
        guard sum >> 64 != 0 else { return exponent == -64 ? 0 : UInt64(sum) >> UInt64(-exponent) }
        // A bit too long: rounds to even.
        let kept = sum >> 1
        let rounded = kept + (sum & 1 == 1 && kept & 1 == 1 ? 1 : 0)
        return UInt64(truncatingIfNeeded: rounded >> UInt128(-exponent - 1))
    }
}
