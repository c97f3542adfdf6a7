import Fabric

/// LM35 temperature sensor (`board-lm35`).
///
/// Datasheet: TI SNIS159: 10 mV a degree from 2 to 150 °C with a single supply, never above the supply less 1 V or so; output of 0.1 ohm.
/// Not modelled: self-heating, negative temperatures (they need a negative supply).
public final class LM35: Dialled, Powered {
    private static let voltsPerDegree = 0.01
    private static let headroom: Volts = 1
    /// Supply and voltage.
    public static let pinNames = ["GND", "OUT", "VCC"]
    /// What it cannot do without.
    public static let neededPins = ["OUT"]
    /// Its temperature.
    public static let dials = [Dial("temperature", 2...150, at: 24, unit: "°C")]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Temperature sensor: 10 mV a degree", attributes: dials.attributes,
        notModelled: "self-heating, negative temperatures")

    /// The part's name.
    public let id: String
    /// Its temperature.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private var board: ComparatorBoard!

    /// As warm as its attribute.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        board = ComparatorBoard(analog: "OUT", digital: "", circuit: circuit, rails: rails) { [unowned self] in
            (min(world["temperature"] * Self.voltsPerDegree, rails.volts - Self.headroom), 0.1, false)
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        board.attach(name, to: net, at: instant)
    }

    /// Warms it.
    public func worldChanged(_ name: String, at instant: Instant) { board.show(at: instant) }
}
