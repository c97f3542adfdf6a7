#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A decimal number as digits · 10^exponent, read as MicroPython reads it (py/parsenum.c, v1.29): digits beyond what the
/// significand holds only move the exponent, and zeros at the end wait until something follows them.
struct FloatLiteral {
    private(set) var digits: UInt64 = 0
    private(set) var exponent = 0
    /// Bytes read; nil where an exponent has no digits.
    private(set) var byteCount: Int?

    private enum Part { case integer, fraction, exponent }

    private var part = Part.integer
    private var written = 0
    private var isExponentNegative = false
    private var waitingIntegerZeros = 0
    private var waitingFractionZeros = 0
    private let digitsMax: UInt64

    static let wideDigitsMax: UInt64 = 0x1999_9999_9999_9998
    static let narrowDigitsMax: UInt64 = 0x1999_9998

    init(_ bytes: UnsafeRawBufferPointer, digitsMax: UInt64) {
        self.digitsMax = digitsMax
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if ByteClass.isDigit(byte) {
                take(UInt64(byte) - 0x30)
            } else if part == .integer && byte == UInt8(ascii: ".") {
                part = .fraction
            } else if part != .exponent && byte | 0x20 == UInt8(ascii: "e") {
                part = .exponent
                if position + 1 < bytes.count, "+-".utf8.contains(bytes[position + 1]) {
                    position += 1
                    isExponentNegative = bytes[position] == UInt8(ascii: "-")
                }
                if position + 1 == bytes.count { return }
            } else if byte != UInt8(ascii: "_") {
                break
            }
            position += 1
        }
        byteCount = position
        exponent += (isExponentNegative ? -written : written) + waitingIntegerZeros
    }

    private mutating func take(_ digit: UInt64) {
        if part == .exponent {
            // Beyond this the result is 0 or infinity anyway.
            if written < (Int(Int32.max) / 2 - 9) / 10 { written = 10 * written + Int(digit) }
        } else if digit == 0 || digits >= digitsMax {
            if part == .integer { waitingIntegerZeros += 1 } else { waitingFractionZeros += 1 }
        } else {
            while waitingIntegerZeros > 0 {
                accept(0, .integer)
                waitingIntegerZeros -= 1
            }
            while waitingFractionZeros > 0 {
                accept(0, .fraction)
                waitingFractionZeros -= 1
            }
            accept(digit, part)
        }
    }

    private mutating func accept(_ digit: UInt64, _ part: Part) {
        if digits < digitsMax {
            if part == .fraction { exponent -= 1 }
            digits = 10 * digits + digit
        } else if part == .integer {
            exponent += 1
        }
    }
}

extension FloatLiteral {
    /// By 80-bit products and quotients of powers of ten.
    var wide: Double {
        var result = WideFloat(digits)
        var power = WideFloat(10)
        var rest = abs(exponent)
        while rest > 0 {
            if rest & 1 == 1 { result = exponent < 0 ? result / power : result * power }
            rest >>= 1
            if rest > 0 { power = power * power }
        }
        return result.double
    }

    /// By a power of five, the power of two being added to the exponent's bits, in doubles.
    var double: Double {
        let number = Double(digits)
        if exponent == 0 || number == 0 { return number }
        let bits = number.bitPattern
        let moved = UInt64(bitPattern: Int64(bits >> 52 & 0x7FF) + Int64(exponent)) & 0x7FF
        let scaled = Double(bitPattern: bits & ~(0x7FF << 52) | moved << 52)
        if exponent < 0 && exponent >= -22 { return scaled / pow(5, Double(-exponent)) }
        return scaled * pow(5, Double(exponent))
    }

    /// The same in single precision. The exponent's bits wrap around there, which shows at numbers far out of range.
    var single: Float {
        let number = Float(UInt32(truncatingIfNeeded: digits))
        if exponent == 0 || number == 0 { return number }
        let bits = number.bitPattern
        let moved = UInt32(truncatingIfNeeded: Int(bits >> 23 & 0xFF) + exponent) & 0xFF
        let scaled = Float(bitPattern: bits & ~(0xFF << 23) | moved << 23)
        if exponent < 0 && exponent >= -10 { return scaled / Float(pow(5, Double(-exponent))) }
        return scaled * Float(pow(5, Double(exponent)))
    }

    /// As a firmware reads it; single precision comes widened.
    static func value(_ literal: UnsafeRawBufferPointer, _ width: FloatWidth, isWide: Bool) -> (Double, Int)? {
        let isSingle = width == .single
        let digitsMax = isSingle ? narrowDigitsMax : wideDigitsMax
        let number = FloatLiteral(literal, digitsMax: digitsMax)
        guard let byteCount = number.byteCount else { return nil }
        if isSingle { return (Double(number.single), byteCount) }
        return (isWide ? number.wide : number.double, byteCount)
    }
}
