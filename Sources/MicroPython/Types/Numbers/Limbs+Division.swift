extension Limbs {
    /// Long division (Knuth, The Art of Computer Programming, 4.3.1, algorithm D). `a` has a limb of room at its top
    /// and becomes the remainder; `quotient` has room for `aCount` limbs. `scratch` has `bCount` limbs.
    static func divide(
        _ a: Target, _ aCount: Int, by b: Source, _ bCount: Int, quotient: Target, scratch: Target
    ) -> (quotient: Int, remainder: Int) {
        if compare(a, aCount, b, bCount) < 0 { return (0, aCount) }
        if bCount == 1 {
            quotient.update(from: a, count: aCount)
            a[0] = divide(quotient, aCount, by: b[0])
            return (trimmed(quotient, aCount), trimmed(a, 1))
        }
        let shift = b[bCount &- 1].leadingZeroBitCount
        shiftUp(scratch, b, bCount, UInt64(shift))
        a[aCount] = shiftUp(a, a, aCount, UInt64(shift))
        var place = aCount &- bCount
        while place >= 0 {
            quotient[place] = digit(a + place, scratch, bCount)
            place &-= 1
        }
        let remainder = shiftRight(a, a, bCount, by: shift).count
        return (trimmed(quotient, aCount &- bCount &+ 1), remainder)
    }

    /// Shifts by less than a limb and returns what leaves at the top.
    @discardableResult
    private static func shiftUp(_ target: Target, _ source: Source, _ count: Int, _ bits: UInt64) -> UInt64 {
        var carry: UInt64 = 0
        for index in 0..<count {
            let limb = source[index]
            target[index] = limb &<< bits | carry
            carry = bits == 0 ? 0 : limb &>> (64 &- bits)
        }
        return carry
    }

    /// One limb of the quotient: `a` (a limb more than the divisor) becomes the rest.
    private static func digit(_ a: Target, _ b: Source, _ bCount: Int) -> UInt64 {
        let top = a[bCount]
        let lead = b[bCount &- 1]
        var guess: UInt64
        var rest: UInt64
        var restOverflows = false
        if top >= lead {
            guess = .max
            (rest, restOverflows) = a[bCount &- 1].addingReportingOverflow(lead)
        } else {
            (guess, rest) = lead.dividingFullWidth((top, a[bCount &- 1]))
        }
        while !restOverflows {
            let (high, low) = guess.multipliedFullWidth(by: b[bCount &- 2])
            if high < rest || high == rest && low <= a[bCount &- 2] { break }
            guess &-= 1
            (rest, restOverflows) = rest.addingReportingOverflow(lead)
        }
        if guess == 0 { return 0 }
        if subtractProduct(a, b, bCount, guess) {
            guess &-= 1
            addBack(a, b, bCount)
        }
        return guess
    }

    /// `a -= b · factor`; whether that was too much.
    private static func subtractProduct(_ a: Target, _ b: Source, _ count: Int, _ factor: UInt64) -> Bool {
        var carry: UInt64 = 0
        for index in 0..<count {
            let (high, low) = b[index].multipliedFullWidth(by: factor)
            let (sum, overflow) = low.addingReportingOverflow(carry)
            let (difference, borrow) = a[index].subtractingReportingOverflow(sum)
            a[index] = difference
            carry = high &+ (overflow ? 1 : 0) &+ (borrow ? 1 : 0)
        }
        let (difference, borrow) = a[count].subtractingReportingOverflow(carry)
        a[count] = difference
        return borrow
    }

    private static func addBack(_ a: Target, _ b: Source, _ count: Int) {
        var carry = false
        for index in 0..<count {
            let (sum, overflow) = a[index].addingReportingOverflow(b[index])
            let (total, second) = sum.addingReportingOverflow(carry ? 1 : 0)
            a[index] = total
            carry = overflow || second
        }
        a[count] &+= carry ? 1 : 0
    }
}
