import Fabric

/// Momentary push button with four legs (`wokwi-pushbutton`, `wokwi-pushbutton-6mm`).
///
/// Datasheet: Omron B3F, terminal arrangement: the legs of one side are one piece of metal; bounce as Wokwi documents it,
/// 10 to 100 transitions within about a millisecond.
/// Not modelled: contact resistance, bounce that depends on how hard it is pressed.
public final class Button: Device {
    /// Two contacts, each with a left and a right leg.
    public static let pinNames = ["1.l", "2.l", "1.r", "2.r"]
    /// What it cannot do without.
    public static let neededPins = ["1.l 1.r", "2.l 2.r"]
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
            .init("xray", default: "", "1: shows its contacts; not drawn"),
        ],
        notModelled: "contact resistance, bounce that depends on how hard it is pressed")

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
    private var legs: [(side: Character, net: Net)] = []
    private var contacts: [Contact] = []
    private var isClosed = false
    private var finger: BouncingContact!

    /// A released button.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        color = attributes.text("color", default: "red")
        label = attributes.text("label", default: "")
        key = attributes.text("key", default: "")
        bounces = attributes.flag("bounce", default: true)
        finger = BouncingContact(named: id, bounces: bounces, events: circuit.events) { [unowned self] in
            move(closed: $0, at: $1)
        }
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
    public var isPressed: Bool { finger.isClosed }

    /// Presses or releases it. The contact moves at once, then bounces until it rests.
    public func setPressed(_ isPressed: Bool, at instant: Instant) { finger.set(closed: isPressed, at: instant) }

    /// Presses at 0.5 and more.
    public func turn(control name: String, to value: Double, at instant: Instant) {
        setPressed(value >= 0.5, at: instant)
    }

    /// `pressed`.
    public func outputs(at instant: Instant) -> [Output] { [Output("pressed", isPressed ? 1 : 0)] }
}
