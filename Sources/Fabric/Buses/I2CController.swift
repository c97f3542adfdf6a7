/// The controller's side of an I2C bus: makes the edges of START, bytes and STOP at exact instants, and waits for who stretches the clock.
///
/// It has no clock of its own. `now` is where it stands; `pass` is asked to let the world come as far before each edge, says how far it has
/// come (a CPU that does the edges itself may be late), and may throw to give up. Specification: NXP UM10204 rev. 7.0, 3.1.
///
/// Not modelled: other controllers that take part in the middle of a byte (a lost arbitration ends the transfer).
public final class I2CController {
    /// What can go wrong.
    public enum Failure: Error, Equatable, Sendable {
        /// SDA or SCL is low and nobody lets go: no pull-up, or a part that hangs.
        case busStuck
        /// A part stretches the clock for too long.
        case stretchedTooLong
        /// SDA is low where this controller let it be high.
        case arbitrationLost
    }

    /// SCL and SDA.
    public let clock: Pin
    /// See `clock`.
    public let data: Pin
    /// How long each part of a bit takes.
    public var timing: I2CTiming
    /// How long SCL may be held low.
    public var timeout: Picoseconds
    /// Where it stands.
    public private(set) var now = Instant.zero
    let events: EventQueue
    /// It looks whether its ones are ones: hardware does, software does not.
    public var checksArbitration = true
    /// SCL is low and ours: between START and STOP.
    public private(set) var isBusy = false
    /// Ticks since `base`, so that no rounding adds up.
    private var base = Instant.zero
    private var ticks: UInt64 = 0

    /// A controller on two pins, which it takes over.
    public init(clock: Pin, data: Pin, timing: I2CTiming, timeout: Picoseconds, events: EventQueue) {
        self.clock = clock
        self.data = data
        self.timing = timing
        self.timeout = timeout
        self.events = events
    }

    /// Makes both pins open drains that let go.
    public func takePins(at instant: Instant) {
        for pin in [clock, data] {
            pin.write(true, at: instant)
            pin.setMode(.openDrain, at: instant)
        }
        isBusy = false
    }

    /// Stands at an instant, not before the end of what it did last.
    public func begin(at instant: Instant) { restart(at: max(now, instant)) }

    private func restart(at instant: Instant) {
        base = instant
        ticks = 0
        now = instant
    }

    // MARK: Steps

    private func step<E: Error>(_ count: UInt64, _ pass: (Instant) throws(E) -> Instant) throws(E) {
        advance(count)
        try reach(pass)
    }

    /// When so many more ticks have passed.
    func instant(after count: UInt64) -> Instant { base + timing.tick.timesRoundedUp(ticks + count) }

    func advance(_ count: UInt64) {
        now = instant(after: count)
        ticks += count
    }

    /// Lets the world come along; where it has come further, the bit was longer.
    private func reach<E: Error>(_ pass: (Instant) throws(E) -> Instant) throws(E) {
        let reached = try pass(now)
        if reached > now { restart(at: reached) }
    }

    /// Lets SCL go and waits until it is high. Returns false when it never is.
    private func raiseClock<E: Error>(_ pass: (Instant) throws(E) -> Instant) throws(E) -> Bool {
        clock.write(true, at: now)
        if clock.net.level(at: now).isHigh { return true }
        let limit = now + timeout
        while let next = events.nextDeadline, next <= limit {
            now = max(now, next)
            try reach(pass)
            if clock.net.level(at: now).isHigh {
                restart(at: now)
                return true
            }
        }
        now = limit
        try reach(pass)
        restart(at: now)
        return clock.net.level(at: now).isHigh
    }

    // MARK: Bits

    /// START, or a repeated one.
    public func start<E: Error>(_ pass: (Instant) throws(E) -> Instant) throws(E) -> Failure? {
        if isBusy {
            try step(timing.hold, pass)
            data.write(true, at: now)
            try step(timing.low - timing.hold, pass)
        }
        guard try raiseClock(pass) else { return isBusy ? .stretchedTooLong : .busStuck }
        guard !checksArbitration || data.net.level(at: now).isHigh else { return isBusy ? .arbitrationLost : .busStuck }
        try step(isBusy ? timing.stopSetup : timing.free, pass)
        data.write(false, at: now)
        try step(timing.startHold, pass)
        clock.write(false, at: now)
        isBusy = true
        return nil
    }

    /// STOP. Whatever happened, both wires are let go.
    public func stop<E: Error>(_ pass: (Instant) throws(E) -> Instant) throws(E) {
        guard isBusy else { return release() }
        try step(timing.hold, pass)
        data.write(false, at: now)
        try step(timing.low - timing.hold, pass)
        _ = try raiseClock(pass)
        try step(timing.stopSetup, pass)
        release()
    }

    private func release() {
        clock.write(true, at: now)
        data.write(true, at: now)
        isBusy = false
    }

    /// One clock: puts a bit on SDA and gives back what was there while SCL was high.
    private func bit<E: Error>(_ value: Bool, _ pass: (Instant) throws(E) -> Instant) throws(E) -> Bool? {
        try step(timing.hold, pass)
        data.write(value, at: now)
        try step(timing.low - timing.hold, pass)
        guard try raiseClock(pass) else { return nil }
        let seen = data.net.level(at: now).isHigh
        try step(timing.high, pass)
        clock.write(false, at: now)
        return seen
    }

    /// Sends a byte. True: it was acknowledged.
    public func write<E: Error>(
        _ byte: UInt8, _ pass: (Instant) throws(E) -> Instant
    ) throws(E) -> Result<Bool, Failure> {
        for place in 0..<8 {
            let isOne = byte << UInt8(place) & 0x80 != 0
            guard let seen = try bit(isOne, pass) else { return .failure(.stretchedTooLong) }
            if isOne && !seen && checksArbitration { return .failure(.arbitrationLost) }
        }
        guard let isRefused = try bit(true, pass) else { return .failure(.stretchedTooLong) }
        return .success(!isRefused)
    }

    /// Takes a byte and acknowledges it, or says with the last one that it was the last.
    public func read<E: Error>(
        acknowledges: Bool, _ pass: (Instant) throws(E) -> Instant
    ) throws(E) -> Result<UInt8, Failure> {
        var byte: UInt8 = 0
        for _ in 0..<8 {
            guard let seen = try bit(true, pass) else { return .failure(.stretchedTooLong) }
            byte = byte << 1 | (seen ? 1 : 0)
        }
        guard try bit(!acknowledges, pass) != nil else { return .failure(.stretchedTooLong) }
        return .success(byte)
    }
}
