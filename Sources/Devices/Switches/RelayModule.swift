import Fabric

/// Relay on a board with its transistor (`wokwi-relay-module`).
///
/// Datasheet: Songle SRD-05VDC-SL-C: operates within 10 ms, releases within 5 ms, break before make. `transistor` npn: IN high pulls
/// the armature to NO; pnp: IN low does. (Wokwi's text and its table of attributes contradict each other; the table is followed.)
/// Not modelled: contact resistance and bounce, the coil's supply of 5 V.
public final class RelayModule: Powered {
    private static let operateTime: Picoseconds = .milliseconds(10)
    private static let releaseTime: Picoseconds = .milliseconds(5)
    /// Supply, input, and the contact.
    public static let pinNames = ["IN", "NO", "NC", "COM", "VCC", "GND"]
    /// What it cannot do without.
    public static let neededPins = ["IN"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Relay: COM joins NC, or NO while IN is active",
        attributes: [.init("transistor", default: "npn", "npn: IN is active high; pnp: active low")],
        notModelled: "contact resistance and bounce, the coil's need of 5 V")

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    private let isActiveHigh: Bool
    private let events: EventQueue
    private let contact: Changeover
    private var input: Net?
    private var isPulled = false
    private var move: EventQueue.Token?

    /// A relay at rest.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        events = circuit.events
        rails = Rails(circuit: circuit)
        isActiveHigh = try attributes.choice("transistor", of: ["npn", "pnp"], part: id) == "npn"
        contact = Changeover(named: id, bounces: false, events: circuit.events)
        rails.onChange = { [weak self] _, instant in self?.look(at: instant) }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        switch name {
        case "COM": contact.attach(.common, to: net, at: instant)
        case "NC": contact.attach(.first, to: net, at: instant)
        case "NO": contact.attach(.second, to: net, at: instant)
        case "IN":
            input = net
            net.observe { [weak self] _, instant in self?.look(at: instant) }
        default: _ = rails.attach(name, to: net, at: instant)
        }
        look(at: instant)
    }

    private func look(at instant: Instant) {
        // The coil is too slow for a waveform: half of the time is enough to hold it. A pin that floats moves nothing.
        let duty = isActiveHigh ? input?.dutyHigh : input?.dutyLow
        let pulls = rails.isOn && (duty ?? 0) >= 0.5
        guard pulls != isPulled else { return }
        isPulled = pulls
        if let move { events.cancel(move) }
        move = events.schedule(at: instant + (pulls ? Self.operateTime : Self.releaseTime)) { [weak self] in
            self?.contact.move(to: pulls ? .second : .first, at: $0)
        }
    }

    /// `energized`: the coil pulls.
    public func outputs(at instant: Instant) -> [Output] { [Output("energized", isPulled ? 1 : 0)] }
}
