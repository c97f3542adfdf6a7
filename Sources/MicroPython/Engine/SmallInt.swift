/// Operators on small ints as they stand in their words, `2n + 1`; nil where the result is none, or is not defined.
enum SmallInt {
    @inline(__always) static func sum(_ a: UInt32, _ b: UInt32) -> UInt32? {
        let (sum, overflow) = Int32(bitPattern: a).addingReportingOverflow(Int32(bitPattern: b &- 1))
        return overflow ? nil : UInt32(bitPattern: sum)
    }

    @inline(__always) static func difference(_ a: UInt32, _ b: UInt32) -> UInt32? {
        let (difference, overflow) = Int32(bitPattern: a).subtractingReportingOverflow(Int32(bitPattern: b &- 1))
        return overflow ? nil : UInt32(bitPattern: difference)
    }

    @inline(__always) static func product(_ a: UInt32, _ b: UInt32) -> UInt32? {
        let (product, overflow) = Int32(bitPattern: a &- 1).multipliedReportingOverflow(by: Int32(bitPattern: b) &>> 1)
        return overflow ? nil : UInt32(bitPattern: product) &+ 1
    }

    @inline(__always) static func and(_ a: UInt32, _ b: UInt32) -> UInt32? { a & b }
    @inline(__always) static func or(_ a: UInt32, _ b: UInt32) -> UInt32? { a | b }
    @inline(__always) static func xor(_ a: UInt32, _ b: UInt32) -> UInt32? { a ^ b | 1 }

    @inline(__always) static func leftShift(_ a: UInt32, _ b: UInt32) -> UInt32? {
        let shift = b &>> 1
        if shift >= 30 { return nil }
        let shifted = Int(Int32(bitPattern: a) &>> 1) &<< Int(shift)
        return Value.fitsSmallInt(shifted) ? Value(smallInt: Int32(truncatingIfNeeded: shifted)).bits : nil
    }

    @inline(__always) static func rightShift(_ a: UInt32, _ b: UInt32) -> UInt32? {
        let shift = b &>> 1
        // Not by a negative number.
        if shift >= 0x4000_0000 { return nil }
        return Value(smallInt: (Int32(bitPattern: a) &>> 1) &>> Int32(bitPattern: min(shift, 31))).bits
    }

    @inline(__always) static func floorQuotient(_ a: UInt32, _ b: UInt32) -> UInt32? {
        let divisor = Int32(bitPattern: b) &>> 1
        if divisor <= 0 { return nil }
        let number = Int32(bitPattern: a) &>> 1
        let quotient = number / divisor
        return Value(smallInt: number % divisor < 0 ? quotient &- 1 : quotient).bits
    }

    @inline(__always) static func floorRemainder(_ a: UInt32, _ b: UInt32) -> UInt32? {
        let divisor = Int32(bitPattern: b) &>> 1
        if divisor <= 0 { return nil }
        let remainder = (Int32(bitPattern: a) &>> 1) % divisor
        return Value(smallInt: remainder < 0 ? remainder &+ divisor : remainder).bits
    }
}
