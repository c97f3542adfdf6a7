import StrictYAML

/// The CPU's clock and what `machine.freq(hz)` may make of it.
public struct ClockProfile: Sendable {
    /// `hertz`: the clock after reset.
    public let hertz: UInt64
    /// `allowed` (this or `pll`): every frequency that may be set.
    public let allowed: [UInt64]?
    /// `pll` (this or `allowed`).
    public let pll: PLL?
    /// `refusal` (optional): raised in place of the port's `frequency` error.
    public let refusal: PortError?

    /// A phase-locked loop with two dividers: `crystal` * multiplier, divided by 1...`divider_max` twice.
    public struct PLL: Sendable {
        let crystal: UInt64
        let vco: ClosedRange<UInt64>
        let multipliers: ClosedRange<UInt64>
        let dividerMax: UInt64

        init(_ place: YAMLValue) throws(ProfileError) {
            let fields = try place.fields(
                "crystal", "vco_min", "vco_max", "multiplier_min", "multiplier_max", "divider_max")
            crystal = try fields["crystal"].hertz()
            let (low, high) = (try fields["vco_min"].hertz(), try fields["vco_max"].hertz())
            let (least, most) = (try fields["multiplier_min"].hertz(), try fields["multiplier_max"].whole(in: 1...4096))
            guard low <= high, least <= most else { throw place.error("'pll' has a least above its greatest") }
            vco = low...high
            multipliers = least...UInt64(most)
            dividerMax = UInt64(try fields["divider_max"].whole(in: 1...64))
        }

        func reaches(_ hertz: UInt64) -> Bool {
            for multiplier in multipliers where vco.contains(crystal * multiplier) {
                for first in 1...dividerMax {
                    for second in 1...first where crystal * multiplier == hertz * first * second { return true }
                }
            }
            return false
        }
    }

    /// The clock that `machine.freq(hertz)` sets; nil if it raises. A PLL is set in whole kHz.
    public func setting(for hertz: UInt64) -> UInt64? {
        if let pll {
            let whole = hertz / 1000 * 1000
            guard whole > 0, whole <= pll.vco.upperBound else { return nil }
            return pll.reaches(whole) ? whole : nil
        }
        return allowed?.contains(hertz) == true ? hertz : nil
    }

    init(_ place: YAMLValue) throws(ProfileError) {
        let fields = try place.fields("hertz", "allowed", "pll", "refusal")
        hertz = try fields["hertz"].hertz()
        allowed = try fields.optional("allowed")?.list().map { value throws(ProfileError) in try value.hertz() }
        pll = try fields.optional("pll").map { value throws(ProfileError) in try PLL(value) }
        refusal = try fields.optional("refusal").map { value throws(ProfileError) in try PortError(value) }
        guard (allowed == nil) != (pll == nil) else {
            throw place.error("'clock' needs 'allowed' or 'pll', and not both")
        }
    }
}
