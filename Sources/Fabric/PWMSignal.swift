/// A rectangular waveform, described instead of played: a 5 kHz fade would otherwise flood the event queue.
///
/// It counts ticks like the hardware that makes it: high for `highTicks` of every `periodTicks`, beginning with the high part at `start`.
/// All edges follow from these whole numbers, so the thousandth is as exact as the first.
public struct PWMSignal: Hashable, Sendable {
    private struct Shape: Hashable, Sendable {
        let periodTicks: UInt64
        let highTicks: UInt64
        let start: Instant
        let isInverted: Bool
        /// Picoseconds per tick.
        let tick: Ratio
    }

    /// Kept apart, so that a driver and a net stay small: they are copied at every edge, a waveform changes seldom.
    private final class Box: Sendable {
        let shape: Shape

        init(_ shape: Shape) { self.shape = shape }
    }

    private let box: Box

    /// Ticks of one period, above zero.
    public var periodTicks: UInt64 { box.shape.periodTicks }
    /// Ticks of the high part, 0...`periodTicks`.
    public var highTicks: UInt64 { box.shape.highTicks }
    /// When the first period begins.
    public var start: Instant { box.shape.start }
    /// The low part comes first and the high part is `periodTicks - highTicks` long.
    public var isInverted: Bool { box.shape.isInverted }
    private var tick: Ratio { box.shape.tick }

    /// The same waveform from the same start.
    public static func == (left: PWMSignal, right: PWMSignal) -> Bool {
        left.box === right.box || left.box.shape == right.box.shape
    }

    /// Hashes what makes the waveform.
    public func hash(into hasher: inout Hasher) { hasher.combine(box.shape) }

    private static let picosecondsPerSecond: UInt64 = 1_000_000_000_000

    /// A counter that runs at `tickRate / divisor` Hz: an RP2040 slice with divider 1 7/16 has `tickRate: clk_sys * 16, divisor: 23`.
    public init(
        tickRate: UInt64, divisor: UInt64 = 1, periodTicks: UInt64, highTicks: UInt64, start: Instant,
        isInverted: Bool = false
    ) {
        precondition(periodTicks > 0, "a period needs a length")
        let (perSecond, overflow) = Self.picosecondsPerSecond.multipliedReportingOverflow(by: divisor)
        precondition(!overflow, "a divisor of the tick rate stays below 18 million")
        box = Box(
            Shape(
                periodTicks: periodTicks, highTicks: min(highTicks, periodTicks), start: start, isInverted: isInverted,
                tick: Ratio(perSecond, over: tickRate)))
    }

    /// A waveform of exactly `frequency` Hz and `duty16 / 65535`.
    public init(frequency: UInt64, duty16: UInt16, start: Instant, isInverted: Bool = false) {
        self.init(
            tickRate: frequency * 65535, periodTicks: 65535, highTicks: UInt64(duty16), start: start,
            isInverted: isInverted)
    }

    /// A waveform given by its times.
    public init(periodNanoseconds: UInt64, highNanoseconds: UInt64, start: Instant, isInverted: Bool = false) {
        self.init(
            tickRate: 1_000_000_000, periodTicks: periodNanoseconds, highTicks: highNanoseconds, start: start,
            isInverted: isInverted)
    }

    /// Hz; for display and hearing, not exact.
    public var frequency: Double {
        1e12 * Double(tick.denominator) / (Double(tick.numerator) * Double(periodTicks))
    }
    /// One period, rounded down to a picosecond.
    public var period: Picoseconds { tick.timesRoundedDown(periodTicks) }
    /// The fraction of time that the net is high, 0...1.
    public var duty: Double {
        let fraction = Double(highTicks) / Double(periodTicks)
        return isInverted ? 1 - fraction : fraction
    }
    /// The fraction of time that the net is high in 65535ths, rounded to nearest.
    public var duty16: UInt16 { UInt16((duty * 65535).rounded()) }
    /// How long the net is high in every period.
    public var highTime: Picoseconds { tick.timesRoundedDown(isInverted ? periodTicks - highTicks : highTicks) }

    /// The level of a waveform that never moves: duty 0 or 1.
    public var constantLevel: Level? {
        if highTicks == 0 { return Level(isInverted) }
        if highTicks == periodTicks { return Level(!isInverted) }
        return nil
    }

    /// The level at an instant at or after `start`.
    public func level(at instant: Instant) -> Level {
        Level((tick.dividingRoundedDown(instant - start) % periodTicks < highTicks) != isInverted)
    }

    /// The first edge after an instant, with the level that it leads to; nil for a waveform that never moves.
    public func nextEdge(after instant: Instant) -> (at: Instant, level: Level)? {
        guard constantLevel == nil else { return nil }
        let elapsed = tick.dividingRoundedDown(instant - start)
        let phase = elapsed % periodTicks
        let edge = elapsed - phase + (phase < highTicks ? highTicks : periodTicks)
        let level = Level((phase >= highTicks) != isInverted)
        // Rounded up: the first whole picosecond at which `level(at:)` gives the new level.
        return (start + tick.timesRoundedUp(edge), level)
    }
}
