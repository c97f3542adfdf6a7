import Fabric

/// Rotary encoder with a push button (`wokwi-ky-040`).
///
/// Datasheet: KY-040 (Joy-IT): 20 detents, contacts to ground; clockwise CLK falls first and DT after it, then both rise again in that
/// order. CLK and DT have 10 kOhm to the supply, as in Wokwi also where VCC is not wired; SW has none. With VCC alone the contacts close to
/// nothing.
/// Not modelled: bounce of the two tracks, turning faster than a detent in four milliseconds.
public final class RotaryEncoder: Dialled {
    private static let pullUpOhms: Ohms = 10_000
    private static let phase: Picoseconds = .milliseconds(1)
    /// The two tracks, the button, the supply.
    public static let pinNames = ["CLK", "DT", "SW", "VCC", "GND"]
    /// What it cannot do without.
    public static let neededPins = ["CLK", "DT"]
    /// The board is printed `+`.
    public static let pinAliases = ["+": "VCC"]
    /// `position` counts detents, clockwise up: turning it turns the knob there.
    public static let dials = [
        Dial("position", -10_000...10_000, at: 0, unit: "detents", isAttribute: false),
        Dial("pressed", 0...1, at: 0, isAttribute: false),
    ]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Rotary encoder with push button, 20 detents a turn; SW needs a pull-up",
        notModelled: "bounce of CLK and DT, more than 250 detents a second")

    /// The part's name.
    public let id: String
    /// How far it was turned, and whether it is pressed.
    public let world: Dials
    private let events: EventQueue
    private var tracks: [String: Leg] = [:]
    private var button: BouncingContact!
    private var wiredRails: Set<String> = []
    private var detent = 0
    private var isTurning = false

    /// At detent 0.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        events = circuit.events
        world = try Dials(Self.dials, attributes, part: id)
        let bounces = attributes.flag("bounce", default: true)
        button = BouncingContact(named: id, bounces: bounces, events: circuit.events) { [unowned self] in
            tracks["SW"]?.drive($0 ? closed : .released, at: $1)
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        switch name {
        case "CLK", "DT":
            net.addDriver(.pullUp(Self.pullUpOhms), at: instant)
            tracks[name] = Leg(net, at: instant)
        case "SW": tracks[name] = Leg(net, at: instant)
        default: wiredRails.insert(name)
        }
    }

    /// What a contact that is closed gives its pin.
    private var closed: Drive { isGroundMissing ? .released : .low }
    private var isGroundMissing: Bool { wiredRails == ["VCC"] }

    /// Nothing for its contacts to close to.
    public func complaints(at instant: Instant) -> [String] {
        isGroundMissing ? ["\(id): GND is not wired, so its contacts close to nothing"] : []
    }

    /// Turns and presses it.
    public func worldChanged(_ name: String, at instant: Instant) {
        if name == "pressed" { return button.set(closed: world[name] >= 0.5, at: instant) }
        if !isTurning { turnOn(at: instant) }
    }

    /// One detent towards where the knob shall stand, and the next when that is done.
    private func turnOn(at instant: Instant) {
        let target = Int(world["position"].rounded())
        isTurning = target != detent
        guard isTurning else { return }
        let isClockwise = target > detent
        detent += isClockwise ? 1 : -1
        let (first, second) = isClockwise ? ("CLK", "DT") : ("DT", "CLK")
        tracks[first]?.drive(closed, at: instant)
        for (count, track, drive) in [(1, second, closed), (2, first, .released), (3, second, .released)] {
            events.schedule(at: instant + UInt64(count) * Self.phase) { [weak self] in
                self?.tracks[track]?.drive(drive, at: $0)
            }
        }
        events.schedule(at: instant + 4 * Self.phase) { [weak self] in self?.turnOn(at: $0) }
    }
}
