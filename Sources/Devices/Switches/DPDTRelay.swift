import Fabric

/// Relay with two changeover contacts and a bare coil (`wokwi-ks2e-m-dc5`).
///
/// Datasheet: Fujitsu (Takamisawa) KS2E-M-DC5: operates within 5 ms, releases within 3 ms; the coil has no polarity.
/// Not modelled: the coil's 178 ohms and its kick, the voltage that it needs.
public final class DPDTRelay: Device {
    private static let operateTime: Picoseconds = .milliseconds(5)
    private static let releaseTime: Picoseconds = .milliseconds(3)
    /// The coil and two poles.
    public static let pinNames = ["COIL1", "COIL2", "P1", "NO1", "NC1", "P2", "NO2", "NC2"]
    /// What it cannot do without.
    public static let neededPins = ["COIL1", "COIL2"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Relay: P1 and P2 join NC1 and NC2, or NO1 and NO2 while the coil has a voltage",
        attributes: [.init("bounce", default: "1", "0: the contacts do not bounce")],
        notModelled: "the coil's resistance and kick, the voltage that it needs")

    /// The part's name.
    public let id: String
    private let events: EventQueue
    private let poles: [Changeover]
    private var coil: [String: Net] = [:]
    private var isPulled = false
    private var move: EventQueue.Token?

    /// At rest.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        events = circuit.events
        let bounces = attributes.flag("bounce", default: true)
        poles = (1...2).map { Changeover(named: "\(id).\($0)", bounces: bounces, events: circuit.events) }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if name.hasPrefix("COIL") {
            coil[name] = net
            net.observe { [weak self] _, instant in self?.look(at: instant) }
            return look(at: instant)
        }
        let pole = poles[name.last == "1" ? 0 : 1]
        pole.attach(name.first == "P" ? .common : name.hasPrefix("NC") ? .first : .second, to: net, at: instant)
    }

    private func look(at instant: Instant) {
        guard let one = coil["COIL1"], let other = coil["COIL2"] else { return }
        // The mean of a waveform holds it, as in the module; a floating end carries no current.
        let pulls = one.dutyHigh * other.dutyLow + one.dutyLow * other.dutyHigh >= 0.5
        guard pulls != isPulled else { return }
        isPulled = pulls
        if let move { events.cancel(move) }
        move = events.schedule(at: instant + (pulls ? Self.operateTime : Self.releaseTime)) { [weak self] instant in
            for pole in self?.poles ?? [] { pole.move(to: pulls ? .second : .first, at: instant) }
        }
    }

    /// `energized`: the coil pulls.
    public func outputs(at instant: Instant) -> [Output] { [Output("energized", isPulled ? 1 : 0)] }
}
