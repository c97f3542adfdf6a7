/// An exact fraction of two whole numbers: picoseconds per cycle, ticks per second.
///
/// Products are formed in 128 bits, so that nothing drifts however long a board runs.
struct Ratio: Hashable, Sendable {
    let numerator: UInt64
    let denominator: UInt64

    /// The fraction in lowest terms, which keeps nearly every product inside 64 bits (168 MHz: 125000/21 ps a cycle).
    init(_ numerator: UInt64, over denominator: UInt64) {
        precondition(numerator > 0 && denominator > 0, "a ratio of zero has no meaning for a clock")
        var (a, b) = (numerator, denominator)
        while b != 0 { (a, b) = (b, a % b) }
        self.numerator = numerator / a
        self.denominator = denominator / a
    }

    /// `one * other / denominator` in lowest terms; as large as it can be where it does not fit.
    init(_ one: UInt64, times other: UInt64, over denominator: UInt64) {
        let (a, b) = (Ratio(one, over: denominator), Ratio(other, over: 1))
        // What is left of the denominator may still divide the second factor.
        let rest = Ratio(b.numerator, over: a.denominator)
        let (product, overflow) = a.numerator.multipliedReportingOverflow(by: rest.numerator)
        self.init(inLowestTerms: overflow ? .max : product, over: rest.denominator)
    }

    /// `count` times this ratio, rounded down; `.max` if that is too large.
    @inline(__always) func timesRoundedDown(_ count: UInt64) -> UInt64 {
        let (product, overflow) = count.multipliedReportingOverflow(by: numerator)
        if !overflow { return product / denominator }
        return wide(count).quotient
    }

    /// `count` times this ratio, rounded up; `.max` if that is too large.
    @inline(__always) func timesRoundedUp(_ count: UInt64) -> UInt64 {
        let (product, overflow) = count.multipliedReportingOverflow(by: numerator)
        if !overflow { return product / denominator + (product % denominator == 0 ? 0 : 1) }
        let (quotient, remainder) = wide(count)
        return remainder == 0 || quotient == .max ? quotient : quotient + 1
    }

    /// `count` divided by this ratio, rounded up.
    func dividingRoundedUp(_ count: UInt64) -> UInt64 { inverse.timesRoundedUp(count) }

    /// `count` divided by this ratio, rounded down.
    func dividingRoundedDown(_ count: UInt64) -> UInt64 { inverse.timesRoundedDown(count) }

    private var inverse: Ratio { Ratio(inLowestTerms: denominator, over: numerator) }

    private init(inLowestTerms numerator: UInt64, over denominator: UInt64) {
        self.numerator = numerator
        self.denominator = denominator
    }

    private func wide(_ count: UInt64) -> (quotient: UInt64, remainder: UInt64) {
        let product = count.multipliedFullWidth(by: numerator)
        guard product.high < denominator else { return (.max, 0) }
        return denominator.dividingFullWidth(product)
    }
}
