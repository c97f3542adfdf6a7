extension Limbs {
    /// Long division (Knuth, The Art of Computer Programming, 4.3.1, algorithm D), but that the operands are not shifted: only
    /// the limbs that a digit is guessed from are. `a` has a limb of room at its top and becomes the remainder;
    /// `quotient` has room for `aCount` limbs.
    static func divide(
        _ a: Target, _ aCount: Int, by b: Source, _ bCount: Int, quotient: Target
    ) -> (quotient: Int, remainder: Int) {
        if compare(a, aCount, b, bCount) < 0 { return (0, aCount) }
        if bCount == 1 {
            quotient.update(from: a, count: aCount)
            a[0] = divide(quotient, aCount, by: b[0])
            return (trimmed(quotient, aCount), trimmed(a, 1))
        }
        let shift = UInt64(b[bCount &- 1].leadingZeroBitCount)
        let lead = shifted(b, bCount &- 1, shift)
        let second = shifted(b, bCount &- 2, shift)
        a[aCount] = 0
        var place = aCount &- bCount
        while place >= 0 {
            let rest = a + place
            var digit = guess(
                (shifted(rest, bCount, shift), shifted(rest, bCount &- 1, shift), shifted(rest, bCount &- 2, shift)),
                lead, second)
            if digit != 0 && subtractProduct(rest, b, bCount, digit) {
                digit &-= 1
                addBack(rest, b, bCount)
            }
            quotient[place] = digit
            place &-= 1
        }
        return (trimmed(quotient, aCount &- bCount &+ 1), trimmed(a, bCount))
    }

    /// A limb of a number that is shifted up by less than a limb.
    @inline(__always) private static func shifted(_ limbs: Source, _ index: Int, _ bits: UInt64) -> UInt64 {
        if bits == 0 { return limbs[index] }
        return limbs[index] &<< bits | (index == 0 ? 0 : limbs[index &- 1] &>> (64 &- bits))
    }

    /// One limb of the quotient, or one more, from the three limbs at the top of what is left and the divisor's two.
    private static func guess(_ top: (UInt64, UInt64, UInt64), _ lead: UInt64, _ second: UInt64) -> UInt64 {
        var guess: UInt64
        var rest: UInt64
        var restOverflows = false
        if top.0 >= lead {
            guess = .max
            (rest, restOverflows) = top.1.addingReportingOverflow(lead)
        } else {
            (guess, rest) = lead.dividingFullWidth((top.0, top.1))
        }
        while !restOverflows {
            let (high, low) = guess.multipliedFullWidth(by: second)
            if high < rest || high == rest && low <= top.2 { break }
            guess &-= 1
            (rest, restOverflows) = rest.addingReportingOverflow(lead)
        }
        return guess
    }

    /// `a -= b · factor`; whether that was too much. Borrows are as good as random: they are computed, not branched on.
    private static func subtractProduct(_ a: Target, _ b: Source, _ count: Int, _ factor: UInt64) -> Bool {
        var carry: UInt64 = 0
        for index in 0..<count {
            let product = UInt128(b[index]) &* UInt128(factor) &+ UInt128(carry)
            let difference = UInt128(a[index]) &- UInt128(UInt64(truncatingIfNeeded: product))
            a[index] = UInt64(truncatingIfNeeded: difference)
            // The upper half is 0 or, for a borrow, -1.
            carry = UInt64(truncatingIfNeeded: product &>> 64) &- UInt64(truncatingIfNeeded: difference &>> 64)
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
