/// The times of an I2C controller, in ticks of its clock, all exact.
public struct I2CTiming: Sendable {
    /// Picoseconds a tick.
    let tick: Ratio
    /// SCL low.
    public let low: UInt64
    /// SCL high, counted from when it really is high.
    public let high: UInt64
    /// From SCL's fall to SDA's change.
    public let hold: UInt64
    /// From START's fall of SDA to SCL's fall (tHD;STA).
    public let startHold: UInt64
    /// From SCL's rise to SDA's, for STOP, and to SDA's fall for a repeated START (tSU;STO, tSU;STA).
    public let stopSetup: UInt64
    /// From STOP to the next START (tBUF).
    public let free: UInt64

    /// Times in ticks of `clockHertz / divisor`.
    public init(
        clockHertz: UInt64, divisor: UInt64 = 1, low: UInt64, high: UInt64, hold: UInt64, startHold: UInt64,
        stopSetup: UInt64, free: UInt64
    ) {
        tick = Ratio(1_000_000_000_000, times: max(1, divisor), over: clockHertz)
        self.low = low
        self.high = high
        self.hold = min(hold, low)
        self.startHold = startHold
        self.stopSetup = stopSetup
        self.free = free
    }

    /// Times that UM10204 table 11 allows at this rate: the low part is three fifths of a period, as fast mode needs it.
    public init(hertz: UInt64, clockHertz: UInt64) {
        let period = max(5, (clockHertz + hertz / 2) / hertz)
        let low = period * 3 / 5
        let high = period - low
        self.init(
            clockHertz: clockHertz, low: low, high: high, hold: max(1, low / 5), startHold: high, stopSetup: high,
            free: low)
    }
}
