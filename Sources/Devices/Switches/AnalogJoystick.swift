import Fabric

/// Joystick of two potentiometers and a button (`wokwi-analog-joystick`).
///
/// Datasheet: ALPS RKJXV1224005, 10 kOhm tracks; directions as Wokwi has them: x = 1 is full scale at HORZ (left), y = 1 at VERT (up).
/// Not modelled: the dead zone in the middle, wiper noise.
public final class AnalogJoystick: Dialled, Powered {
    private static let trackOhms: Ohms = 10_000
    /// Supply, the two wipers, the button to ground.
    public static let pinNames = ["VCC", "VERT", "HORZ", "SEL", "GND"]
    /// Both axes rest at 0.
    public static let dials = [
        Dial("x", -1...1, at: 0, isAttribute: false), Dial("y", -1...1, at: 0, isAttribute: false),
        Dial("pressed", 0...1, at: 0, isAttribute: false),
    ]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Joystick: two potentiometers, and a button from SEL to ground (it needs a pull-up)",
        attributes: [.init("bounce", default: "1", "0: the button does not bounce")],
        notModelled: "the dead zone in the middle, wiper noise")

    /// The part's name.
    public let id: String
    /// How it is held.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private var wipers: [String: Leg] = [:]
    private var select: Leg?
    private var button: BouncingContact!

    /// At rest.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        let bounces = attributes.flag("bounce", default: true)
        button = BouncingContact(named: id, bounces: bounces, events: circuit.events) { [unowned self] in
            select?.drive($0 ? .low : .released, at: $1)
        }
        rails.onChange = { [weak self] _, instant in self?.drive(at: instant) }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if !rails.attach(name, to: net, at: instant) {
            if name == "SEL" { select = Leg(net, at: instant) } else { wipers[name] = Leg(net, at: instant) }
        }
        drive(at: instant)
    }

    /// Moves and presses it.
    public func worldChanged(_ name: String, at instant: Instant) {
        if name == "pressed" { button.set(closed: world[name] >= 0.5, at: instant) } else { drive(at: instant) }
    }

    private func drive(at instant: Instant) {
        for (pin, axis) in [("HORZ", "x"), ("VERT", "y")] {
            let position = (world[axis] + 1) / 2
            // Thevenin: both parts of the track side by side.
            let ohms = Self.trackOhms * position * (1 - position)
            wipers[pin]?.drive(rails.isOn ? .voltage(rails.volts * position, ohms) : .released, at: instant)
        }
    }
}
