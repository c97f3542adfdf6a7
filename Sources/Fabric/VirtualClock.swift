/// The only clock of a board: virtual time, counted in CPU cycles.
///
/// Cycles and time agree exactly at a fixed frequency. A change of frequency starts a new stretch at the present instant
/// (rounded down to a picosecond), so time never jumps and never runs backwards.
public struct VirtualClock: Sendable {
    /// CPU cycles since power on.
    public private(set) var cycles: UInt64 = 0
    /// The CPU's clock in Hz.
    public private(set) var frequency: UInt64
    /// The cycle and the instant at which the present frequency began.
    private var anchor: (cycle: UInt64, instant: Instant) = (0, .zero)
    private var period: Ratio

    private static let picosecondsPerSecond: UInt64 = 1_000_000_000_000

    /// A clock at power on. `frequency` is in Hz and above zero.
    public init(frequency: UInt64) {
        self.frequency = frequency
        period = Ratio(Self.picosecondsPerSecond, over: frequency)
    }

    /// The present instant.
    public var now: Instant { instant(ofCycle: cycles) }

    /// Spends CPU cycles.
    public mutating func advance(byCycles count: UInt64) { cycles &+= count }

    /// Takes over a cycle count that was kept elsewhere (the engine counts in a register). Never goes back.
    public mutating func advance(toCycle cycle: UInt64) {
        if cycle > cycles { cycles = cycle }
    }

    /// Sleeps: goes on to the first cycle at or after `instant`. Never goes back.
    public mutating func advance(to instant: Instant) { advance(toCycle: cycle(atOrAfter: instant)) }

    /// `machine.freq(hz)`: from the present cycle on, cycles are `1 / frequency` long.
    public mutating func setFrequency(_ frequency: UInt64) {
        anchor = (cycles, now)
        self.frequency = frequency
        period = Ratio(Self.picosecondsPerSecond, over: frequency)
    }

    /// When a cycle begins. Only for cycles since the last change of frequency.
    public func instant(ofCycle cycle: UInt64) -> Instant {
        anchor.instant + period.timesRoundedDown(cycle &- anchor.cycle)
    }

    /// The first cycle that begins at or after an instant: where the CPU sees what happened then. The inverse of `instant(ofCycle:)`.
    public func cycle(atOrAfter instant: Instant) -> UInt64 {
        let (sum, overflow) = anchor.cycle.addingReportingOverflow(period.dividingRoundedUp(instant - anchor.instant))
        return overflow ? .max : sum
    }

    /// The cycles that pass in an interval, rounded up: a delay is never too short.
    public func cycles(in interval: Picoseconds) -> UInt64 { period.dividingRoundedUp(interval) }
}
