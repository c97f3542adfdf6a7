import Fabric

/// Momentary push button with four legs (`wokwi-pushbutton`, `wokwi-pushbutton-6mm`).
///
/// Datasheet: Omron B3F, terminal arrangement: the legs of one side are one piece of metal; bounce as Wokwi documents it,
/// 10 to 100 transitions within about a millisecond.
/// Not modelled: contact resistance, bounce that depends on how hard it is pressed.
public final class Button: Device {
    /// Two contacts, each with a left and a right leg.
    public static let pinNames = ["1.l", "2.l", "1.r", "2.r"]
    /// 1 is pressed.
    public static let controls = [Control("pressed", 0...1)]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Push button, momentary; both legs of a side are one piece of metal",
        attributes: [
            .init("color", default: "red", "the cap: a CSS name or #rrggbb"),
            .init("label", default: "", "text beside it"),
            .init("key", default: "", "the keyboard key that presses it in the window"),
            .init("bounce", default: "1", "0: the contact does not bounce"),
        ],
        notModelled: "contact resistance, bounce that depends on how hard it is pressed")

    private struct State {
        var isPressed = false
        /// Presses and releases so far: each bounces differently.
        var strokes: UInt64 = 0
    }

    /// The part's name.
    public let id: String
    /// The cap's colour.
    public let color: String
    /// Text beside it.
    public let label: String
    /// The keyboard key that presses it in the window; empty for none.
    public let key: String
    /// The contact bounces.
    public let bounces: Bool
    private let events: EventQueue
    private let seed: UInt64
    private var legs: [(side: Character, net: Net)] = []
    private var contacts: [Contact] = []
    private var isClosed = false
    private var planned: [EventQueue.Token] = []
    private var state = State()

    /// A released button.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        events = circuit.events
        color = attributes.text("color", default: "red")
        label = attributes.text("label", default: "")
        key = attributes.text("key", default: "")
        bounces = attributes.flag("bounce", default: true)
        // FNV-1a: two buttons bounce differently, each the same in every run.
        seed = id.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    // MARK: Bus face

    /// Solders a leg.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        let side = name.first!
        if let metal = legs.first(where: { $0.side == side }) {
            Contact(between: metal.net, and: net).close(at: instant)
        } else if let opposite = legs.first {
            let contact = Contact(between: opposite.net, and: net)
            if isClosed { contact.close(at: instant) }
            contacts.append(contact)
        }
        legs.append((side, net))
    }

    private func move(closed: Bool, at instant: Instant) {
        isClosed = closed
        for contact in contacts { if closed { contact.close(at: instant) } else { contact.open(at: instant) } }
    }

    // MARK: World face

    /// A finger is on it.
    public var isPressed: Bool { state.isPressed }

    /// Presses or releases it. The contact moves at once, then bounces until it rests.
    public func setPressed(_ isPressed: Bool, at instant: Instant) {
        guard isPressed != state.isPressed else { return }
        for token in planned { events.cancel(token) }
        planned.removeAll()
        state.isPressed = isPressed
        state.strokes += 1
        // A press within the bounce of a release may find the contact closed already.
        if isClosed != isPressed { move(closed: isPressed, at: instant) }
        guard bounces else { return }
        var closed = isPressed
        for delay in Self.bounceDelays(seed: seed &+ state.strokes) {
            closed.toggle()
            planned.append(
                events.schedule(at: instant + delay) { [weak self, closed] in self?.move(closed: closed, at: $0) })
        }
    }

    /// Presses at 0.5 and more.
    public func turn(control name: String, to value: Double, at instant: Instant) {
        setPressed(value >= 0.5, at: instant)
    }

    /// `pressed`.
    public func outputs(at instant: Instant) -> [Output] { [Output("pressed", isPressed ? 1 : 0)] }

    /// The times of the transitions after the first: an even number from 10 to 100, in order, within a millisecond.
    static func bounceDelays(seed: UInt64) -> [Picoseconds] {
        var random = SplitMix(state: seed)
        let count = 10 + 2 * Int(random.next() % 46)
        // Sorted points on a grid of microseconds; a bounce shorter than that would be no mechanical thing.
        var microseconds: [UInt64] = []
        while microseconds.count < count {
            let moment = 1 + random.next() % 999
            if !microseconds.contains(moment) { microseconds.append(moment) }
        }
        return microseconds.sorted().map { .microseconds($0) }
    }
}

/// Sebastiano Vigna's splitmix64: a stream of numbers that its seed alone decides.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
