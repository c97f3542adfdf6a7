/// Plays pulses on a net, one event at a time: an echo, the answer of a DHT, an infrared code.
public final class PulseTrain {
    /// What it does for how long.
    public typealias Pulse = (drive: Drive, length: Picoseconds)

    private let net: Net
    private let driver: Net.DriverSlot
    private let events: EventQueue
    /// What it does between trains.
    private let rest: Drive
    private var pulses: [Pulse] = []
    private var next = 0
    private var pending: EventQueue.Token?

    /// A player that rests: an open drain rests released, a push-pull output low or high.
    public init(net: Net, circuit: Circuit, rest: Drive, at instant: Instant) {
        self.net = net
        self.rest = rest
        events = circuit.events
        driver = net.addDriver(rest, at: instant)
    }

    /// Some of a train is still to come.
    public var isPlaying: Bool { pending != nil }

    /// Plays a train from `start` on, in place of what it plays now.
    public func play(_ pulses: [Pulse], from start: Instant) {
        if let pending { events.cancel(pending) }
        self.pulses = pulses
        next = 0
        pending = events.schedule(at: start) { [weak self] in self?.go(at: $0) }
    }

    /// Rests at once.
    public func stop(at instant: Instant) {
        if let pending { events.cancel(pending) }
        pending = nil
        net.setDrive(driver, to: rest, at: instant)
    }

    private func go(at instant: Instant) {
        guard next < pulses.count else {
            pending = nil
            return net.setDrive(driver, to: rest, at: instant)
        }
        let pulse = pulses[next]
        next += 1
        // Planned before the edge: who hears the edge may play something else.
        pending = events.schedule(at: instant + pulse.length) { [weak self] in self?.go(at: $0) }
        net.setDrive(driver, to: pulse.drive, at: instant)
    }
}
