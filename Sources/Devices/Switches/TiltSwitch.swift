import Fabric

/// Tilt switch module (`wokwi-tilt-switch`).
///
/// Datasheet: SW-520D on a KY-020 board: upright its ball closes the contact to ground, tilted the 10 kOhm pull-up wins.
/// Not modelled: bounce, the angle of 45 degrees as more than yes or no.
public final class TiltSwitch: Dialled, Powered {
    private static let pullUpOhms: Ohms = 10_000
    /// Supply and output.
    public static let pinNames = ["GND", "VCC", "OUT"]
    /// What it cannot do without.
    public static let neededPins = ["OUT"]
    /// 1 is tilted.
    public static let dials = [Dial("tilted", 0...1, at: 0, isAttribute: false)]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Tilt switch: OUT is high while tilted", notModelled: "bounce, angles between upright and tilted")

    /// The part's name.
    public let id: String
    /// How it stands.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private var output: Leg?

    /// Upright.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        rails.onChange = { [weak self] _, instant in self?.drive(at: instant) }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if !rails.attach(name, to: net, at: instant) { output = Leg(net, at: instant) }
        drive(at: instant)
    }

    /// Tilts it.
    public func worldChanged(_ name: String, at instant: Instant) { drive(at: instant) }

    private func drive(at instant: Instant) {
        let drive: Drive = world["tilted"] >= 0.5 ? .pullUp(Self.pullUpOhms) : .low
        output?.drive(rails.isOn ? drive : .released, at: instant)
    }
}
