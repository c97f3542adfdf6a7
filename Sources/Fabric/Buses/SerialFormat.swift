/// How a byte stands on an asynchronous serial line.
public struct SerialFormat: Hashable, Sendable {
    /// The check bit.
    public enum Parity: UInt8, Sendable {
        /// An even number of ones, with the check bit.
        case even = 0
        /// An odd number.
        case odd = 1
    }

    /// Bits in a second: `clockHertz / divisor`, so that a real divider's odd rates are exact.
    public let clockHertz: UInt64
    /// See `clockHertz`.
    public let divisor: UInt64
    /// Bits of data, 5...9.
    public let dataBits: Int
    /// The check bit, if there is one.
    public let parity: Parity?
    /// Stop bits in halves: 2, 3 or 4.
    public let stopHalfBits: Int
    /// The line rests low and a start bit is high.
    public let isInverted: Bool
    let bit: Ratio

    /// 8N1 unless told otherwise.
    public init(
        clockHertz: UInt64, divisor: UInt64 = 1, dataBits: Int = 8, parity: Parity? = nil, stopHalfBits: Int = 2,
        isInverted: Bool = false
    ) {
        self.clockHertz = clockHertz
        self.divisor = divisor
        self.dataBits = dataBits
        self.parity = parity
        self.stopHalfBits = stopHalfBits
        self.isInverted = isInverted
        bit = Ratio(1_000_000_000_000 / 2, times: max(1, divisor), over: clockHertz)
    }

    /// 8N1 at a rate.
    public init(baud: UInt64) { self.init(clockHertz: baud) }

    /// Bits a second; for display, not exact.
    public var baud: Double { Double(clockHertz) / Double(divisor) }

    /// From a frame's start to so many half bits later.
    func time(halfBits: Int) -> Picoseconds { bit.timesRoundedUp(UInt64(halfBits)) }

    /// Half bits of a whole frame: start, data, check, stop.
    var frameHalfBits: Int { 2 + 2 * dataBits + (parity == nil ? 0 : 2) + stopHalfBits }
    /// How long a frame takes.
    public var frameTime: Picoseconds { time(halfBits: frameHalfBits) }

    /// A receiver set like this reads what was sent like that: the same bits, and a rate that is off by 4 % at most.
    func understands(_ sent: SerialFormat) -> Bool {
        dataBits == sent.dataBits && parity == sent.parity && isInverted == sent.isInverted
            && abs(baud - sent.baud) * 25 <= baud
    }

    /// The check bit of some data.
    func parityBit(_ data: UInt16) -> Bool? {
        parity.map { (data.nonzeroBitCount & 1 == 1) == ($0 == .even) }
    }
}
