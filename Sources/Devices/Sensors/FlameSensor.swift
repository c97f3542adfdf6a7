import Fabric

/// Flame sensor on a board with a comparator (`wokwi-flame-sensor`).
///
/// Datasheet: KY-026 (Joy-IT) with a YG1006 phototransistor: AOUT falls the brighter the flame (760 to 1100 nm), DOUT is high while AOUT is below
/// the trimmer's half of the supply.
/// Not modelled: distance and angle as such: `flame` is the light that arrives.
public final class FlameSensor: Dialled, Powered {
    /// Supply, comparator and voltage.
    public static let pinNames = ["VCC", "GND", "DOUT", "AOUT"]
    /// What it cannot do without.
    public static let neededPins = ["DOUT AOUT"]
    /// From no flame to one close by.
    public static let dials = [Dial("flame", 0...1, at: 0)]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Flame sensor: AOUT falls with the flame's light, DOUT is high near one", attributes: dials.attributes,
        notModelled: "distance and angle of the flame")

    /// The part's name.
    public let id: String
    /// The flame.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private var board: ComparatorBoard!

    /// Without a flame.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        board = ComparatorBoard(analog: "AOUT", digital: "DOUT", circuit: circuit, rails: rails) { [unowned self] in
            let flame = world["flame"]
            return (rails.volts * (1 - flame), 1_000, flame > 0.5)
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        board.attach(name, to: net, at: instant)
    }

    /// Lights or blows it out.
    public func worldChanged(_ name: String, at instant: Instant) { board.show(at: instant) }
}
