/// A part on a 1-Wire bus, slot by slot. Most parts use `OneWireSlave`, which speaks the ROM commands for them.
///
/// Specification: Maxim application note 126 and the DS18B20's data sheet, "1-Wire signaling".
public protocol OneWireTarget: AnyObject {
    /// The bus was reset. True: it answers with a presence pulse.
    func reset(at instant: Instant) -> Bool
    /// The bit that it sends in the slot that begins now; nil while it listens.
    func nextBit(at instant: Instant) -> Bool?
    /// The bit of a slot in which it listened.
    func receive(_ bit: Bool, at instant: Instant)
}

/// Where a part hangs on a 1-Wire bus: it tells resets from slots by the width of the pulses, and holds the wire low for its zeros.
public final class OneWireTargetPort {
    /// The times of a part, typical values of the DS18B20's data sheet, AC electrical characteristics.
    public struct Timing: Sendable {
        /// The shortest low pulse that is a reset (tRSTL).
        public var reset: Picoseconds = .microseconds(480)
        /// From the end of the reset to the presence pulse (tPDHIGH, 15-60 µs).
        public var presenceDelay: Picoseconds = .microseconds(30)
        /// The presence pulse (tPDLOW, 60-240 µs).
        public var presence: Picoseconds = .microseconds(120)
        /// From the slot's fall to where the part looks (15-60 µs).
        public var sample: Picoseconds = .microseconds(30)
        /// From the slot's fall to the end of a zero that it sends (over tRDV of 15 µs).
        public var zero: Picoseconds = .microseconds(30)

        /// Standard speed.
        public init() {}
    }

    /// The part.
    public weak var target: (any OneWireTarget)?
    /// False: without power (parasitic power counts as power), or without ground.
    public private(set) var isPowered = true

    private let timing: Timing
    private let events: EventQueue
    private var line: BusLine?
    private var fall: Instant?
    /// It holds the wire itself: that is no slot.
    private var isHolding = false
    private var look: EventQueue.Token?

    /// A port that hangs on nothing yet.
    public init(circuit: Circuit, timing: Timing = Timing()) {
        events = circuit.events
        self.timing = timing
    }

    /// Solders the data wire; `pullUp` is a resistor of the module itself.
    public func attach(to net: Net, pullUp: Ohms? = nil, at instant: Instant) {
        line = BusLine(net, pullUp: pullUp, at: instant) { [weak self] level, instant in
            guard let self, isPowered else { return }
            if level.isHigh { rose(at: instant) } else { fell(at: instant) }
        }
    }

    /// Switches it on and off.
    public func setPowered(_ isPowered: Bool, at instant: Instant) {
        self.isPowered = isPowered
        if !isPowered {
            line?.release(at: instant)
            fall = nil
            isHolding = false
        }
    }

    private func fell(at instant: Instant) {
        fall = instant
        if isHolding { return }
        if let look { events.cancel(look) }
        look = nil
        if let bit = target?.nextBit(at: instant) {
            if !bit { hold(until: instant + timing.zero, at: instant) }
        } else {
            look = events.schedule(at: instant + timing.sample) { [weak self] in self?.sample(at: $0) }
        }
    }

    private func sample(at instant: Instant) {
        look = nil
        guard isPowered, let line else { return }
        // A low that lasts longer than any slot is a reset; until then it looks like a zero, and the reset will forget it.
        target?.receive(line.isHigh(at: instant), at: instant)
    }

    private func rose(at instant: Instant) {
        defer { fall = nil }
        guard let fall, instant - fall >= timing.reset, target?.reset(at: instant) == true else { return }
        let start = instant + timing.presenceDelay
        // Held before the wire falls, or the fall would look like a slot.
        events.schedule(at: start) { [weak self] in
            guard let self, isPowered else { return }
            hold(until: $0 + timing.presence, at: $0)
        }
        isHolding = true
    }

    private func hold(until end: Instant, at instant: Instant) {
        isHolding = true
        line?.drive(isLow: true, at: instant)
        events.schedule(at: end) { [weak self] in
            guard let self else { return }
            line?.release(at: $0)
            isHolding = false
        }
    }
}
