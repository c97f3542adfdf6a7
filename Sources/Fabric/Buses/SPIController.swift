/// The controller's side of an SPI bus: makes the edges of SCK and MOSI at exact instants and reads MISO. Chip selects are other pins.
///
/// Like `I2CController` it has no clock: `pass` lets the world come along. A bit takes two ticks; SCK moves in the middle and at the end
/// (CPHA 0) or at the start and in the middle (CPHA 1).
public final class SPIController {
    /// SCK, MOSI and MISO, as far as they are led out.
    public let clock: Pin
    /// See `clock`.
    public let output: Pin?
    /// See `clock`.
    public let input: Pin?
    /// When bits are sampled.
    public var mode: SPIMode
    /// The least significant bit goes first.
    public var isLowBitFirst = false
    /// Where it stands.
    public private(set) var now = Instant.zero

    private var half: Ratio
    private var base = Instant.zero
    private var ticks: UInt64 = 0

    /// A controller that sends `clockHertz / divisor` bits a second.
    public init(clock: Pin, output: Pin?, input: Pin?, mode: SPIMode, clockHertz: UInt64, divisor: UInt64 = 1) {
        self.clock = clock
        self.output = output
        self.input = input
        self.mode = mode
        half = Ratio(1_000_000_000_000 / 2, times: max(1, divisor), over: clockHertz)
    }

    /// From the next transfer on.
    public func setRate(clockHertz: UInt64, divisor: UInt64) {
        half = Ratio(1_000_000_000_000 / 2, times: max(1, divisor), over: clockHertz)
    }

    /// Makes SCK and MOSI outputs at rest, and MISO an input.
    public func takePins(at instant: Instant) {
        clock.write(mode.isIdleHigh, at: instant)
        clock.setMode(.output, at: instant)
        output?.setMode(.output, at: instant)
        input?.setMode(.input, at: instant)
    }

    /// Stands at an instant, not before the end of what it did last.
    public func begin(at instant: Instant) {
        base = max(now, instant)
        now = base
        ticks = 0
    }

    /// When so many more ticks have passed.
    func instant(after count: UInt64) -> Instant { base + half.timesRoundedUp(ticks + count) }
    /// How many whole bytes end before an instant.
    func byteCount(before instant: Instant) -> Int {
        guard instant > now else { return 0 }
        let end = half.dividingRoundedUp(instant - base) - 1
        return end < ticks ? 0 : Int((end - ticks) / 16)
    }

    func advance(_ count: UInt64) {
        now = instant(after: count)
        ticks += count
    }

    private func step<E: Error>(_ count: UInt64, _ pass: (Instant) throws(E) -> Instant) throws(E) {
        advance(count)
        let reached = try pass(now)
        if reached > now { begin(at: reached) }
    }

    /// Sends bytes, and puts those that come into `buffer`, which may be the same memory. A MISO that nobody drives or pulls reads as ones.
    ///
    /// Before `calm` nobody else does anything: there bytes need no edges, where nobody listens to those.
    public func transfer<E: Error>(
        _ bytes: UnsafeRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer?, calm: () -> Instant,
        _ pass: (Instant) throws(E) -> Instant
    ) throws(E) {
        var place = 0
        while place < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[place...])
            let replies = buffer.map { UnsafeMutableRawBufferPointer(rebasing: $0[place...]) }
            let count = exchangeAtOnce(rest, into: replies, before: calm)
            place += count
            if count > 0 { _ = try pass(now) }
            if place == bytes.count { return }
            let reply = try exchange(bytes[place], pass)
            buffer?[place] = reply
            place += 1
        }
    }

    private func exchange<E: Error>(_ byte: UInt8, _ pass: (Instant) throws(E) -> Instant) throws(E) -> UInt8 {
        var seen: UInt8 = 0
        for place in 0..<8 {
            let mask = UInt8(isLowBitFirst ? 1 << place : 0x80 >> place)
            if mode.samplesOnSecondEdge { clock.write(!mode.isIdleHigh, at: now) }
            output?.write(byte & mask != 0, at: now)
            try step(1, pass)
            if sampledLevel { seen |= mask }
            clock.write(mode.samplesOnSecondEdge == mode.isIdleHigh, at: now)
            try step(1, pass)
            if !mode.samplesOnSecondEdge { clock.write(mode.isIdleHigh, at: now) }
        }
        return seen
    }

    /// What MISO is before the sampling edge, which may already change it.
    var sampledLevel: Bool {
        guard let input else { return true }
        let level = input.net.level(at: now)
        return level == .floating || level == .high
    }
}

extension UInt8 {
    /// The same bits from the other end.
    var reversedBits: UInt8 {
        var bits = self
        bits = bits >> 4 | bits << 4
        bits = (bits & 0xCC) >> 2 | (bits & 0x33) << 2
        return (bits & 0xAA) >> 1 | (bits & 0x55) << 1
    }
}
