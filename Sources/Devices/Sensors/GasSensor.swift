import Fabric

/// MQ-2 gas sensor on a board with a comparator (`wokwi-gas-sensor`).
///
/// Datasheet: Hanwei MQ-2, sensitivity to LPG: log10(Rs/R0) = 0.21 - 0.47 * (log10(ppm) - 2.3), R0 = 10 kOhm; load 10 kOhm from AO to ground, so more gas,
/// more voltage. DOUT falls above `threshold` volts.
/// Not modelled: heating up, other gases than LPG, humidity and temperature of the air.
public final class GasSensor: Dialled, Powered {
    private static let cleanOhms: Ohms = 10_000
    private static let loadOhms: Ohms = 10_000
    /// Supply, comparator and voltage.
    public static let pinNames = ["VCC", "GND", "DOUT", "AOUT", "DO", "AO"]
    /// What it cannot do without.
    public static let neededPins = ["DOUT AOUT DO AO"]
    /// The gas.
    public static let dials = [Dial("ppm", 0.1...100_000, at: 400, unit: "ppm")]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Gas sensor MQ-2: AOUT rises with the gas, DOUT falls above the threshold",
        attributes: dials.attributes + [.init("threshold", default: "4.4", "volts at AOUT above which DOUT is low")],
        notModelled: "heating up, other gases than LPG, humidity and temperature")

    /// The part's name.
    public let id: String
    /// The gas.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private let threshold: Volts
    private var board: ComparatorBoard!

    /// In the air of its attributes.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        threshold = try attributes.number("threshold", default: 4.4, in: 0...5, part: id)
        board = ComparatorBoard(analog: "AO", digital: "DO", circuit: circuit, rails: rails) { [unowned self] in
            let ratio = Curves.power(10, 0.21 - 0.47 * (Curves.logarithm(world["ppm"]) - 2.3))
            let ohms = Self.cleanOhms * ratio
            let volts = rails.volts * Self.loadOhms / (ohms + Self.loadOhms)
            return (volts, ohms * Self.loadOhms / (ohms + Self.loadOhms), volts <= threshold)
        }
    }

    /// Solders a pin: Wokwi's page says AO and DO, its drawing AOUT and DOUT.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        board.attach(name == "AOUT" ? "AO" : name == "DOUT" ? "DO" : name, to: net, at: instant)
    }

    /// Lets gas in.
    public func worldChanged(_ name: String, at instant: Instant) { board.show(at: instant) }
}
