/// Arithmetic on magnitudes as 64-bit limbs in host memory, least significant limb first. The guest's 16-bit digits lie
/// in the same order, so that digits become limbs by a plain copy. Lengths are of normalised numbers: the top limb is
/// not 0, and 0 has no limbs.
enum Limbs {
    typealias Source = UnsafePointer<UInt64>
    typealias Target = UnsafeMutablePointer<UInt64>

    /// The count without zeros at the top.
    @inline(__always) static func trimmed(_ limbs: Source, _ count: Int) -> Int {
        var count = count
        while count > 0 && limbs[count &- 1] == 0 { count &-= 1 }
        return count
    }

    static func compare(_ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int) -> Int {
        if aCount != bCount { return aCount < bCount ? -1 : 1 }
        var index = aCount
        while index > 0 {
            index &-= 1
            if a[index] != b[index] { return a[index] < b[index] ? -1 : 1 }
        }
        return 0
    }

    /// `a + b`, `a` being the longer one; `target` has a limb more than `a`. All may be the same memory.
    static func add(_ target: Target, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int) -> Int {
        var carry = false
        for index in 0..<aCount {
            let (sum, overflow) = a[index].addingReportingOverflow(index < bCount ? b[index] : 0)
            let (total, second) = sum.addingReportingOverflow(carry ? 1 : 0)
            target[index] = total
            carry = overflow || second
        }
        target[aCount] = carry ? 1 : 0
        return carry ? aCount &+ 1 : aCount
    }

    /// `a - b`, `a` not being the smaller one. All may be the same memory.
    static func subtract(_ target: Target, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int) -> Int {
        var borrow = false
        for index in 0..<aCount {
            let (difference, overflow) = a[index].subtractingReportingOverflow(index < bCount ? b[index] : 0)
            let (total, second) = difference.subtractingReportingOverflow(borrow ? 1 : 0)
            target[index] = total
            borrow = overflow || second
        }
        return trimmed(target, aCount)
    }

    /// `a · factor + summand` in place; there is room for a limb more.
    static func multiplyAdd(_ a: Target, _ count: Int, by factor: UInt64, adding summand: UInt64) -> Int {
        var carry = summand
        for index in 0..<count {
            let (high, low) = a[index].multipliedFullWidth(by: factor)
            let (sum, overflow) = low.addingReportingOverflow(carry)
            a[index] = sum
            carry = high &+ (overflow ? 1 : 0)
        }
        if carry == 0 { return count }
        a[count] = carry
        return count &+ 1
    }

    /// Divides in place, returns the remainder.
    static func divide(_ a: Target, _ count: Int, by divisor: UInt64) -> UInt64 {
        var remainder: UInt64 = 0
        var index = count
        while index > 0 {
            index &-= 1
            (a[index], remainder) = divisor.dividingFullWidth((remainder, a[index]))
        }
        return remainder
    }

    /// `a << bits` in `aCount + bits / 64 + 1` limbs; `target` may be `a`.
    static func shiftLeft(_ target: Target, _ a: Source, _ aCount: Int, by bits: Int) -> Int {
        let whole = bits >> 6
        let part = UInt64(bits & 63)
        target[aCount &+ whole] = part == 0 ? 0 : a[aCount &- 1] &>> (64 &- part)
        var index = aCount &- 1
        while index > 0 {
            target[index &+ whole] = part == 0 ? a[index] : a[index] &<< part | a[index &- 1] &>> (64 &- part)
            index &-= 1
        }
        target[whole] = a[0] &<< part
        target.update(repeating: 0, count: whole)
        return trimmed(target, aCount &+ whole &+ 1)
    }

    /// `a >> bits`, and whether a bit was lost; `target` may be `a`.
    static func shiftRight(_ target: Target, _ a: Source, _ aCount: Int, by bits: Int) -> (count: Int, lost: Bool) {
        let whole = bits >> 6
        let part = UInt64(bits & 63)
        if whole >= aCount { return (0, aCount > 0) }
        var lost = a[whole] & (1 &<< part &- 1) != 0
        for index in 0..<whole where a[index] != 0 { lost = true }
        let count = aCount &- whole
        for index in 0..<count {
            let low = a[index &+ whole] &>> part
            let high = part == 0 || index &+ 1 == count ? 0 : a[index &+ whole &+ 1] &<< (64 &- part)
            target[index] = low | high
        }
        return (trimmed(target, count), lost)
    }
}
