import Fabric

/// Photoresistor on a board with a comparator (`wokwi-photoresistor-sensor`).
///
/// Datasheet: Advanced Photonix PDV-P9203: R = RL10 * (10 / lux)^gamma. It lies between AO and ground, 10 kOhm between AO and the supply: more
/// light, less voltage. DO is high in the dark, above `threshold` volts.
/// Not modelled: the milliseconds that it takes to follow the light.
public final class PhotoresistorSensor: Dialled, Powered {
    private static let seriesOhms: Ohms = 10_000
    /// Supply, comparator and voltage.
    public static let pinNames = ["VCC", "GND", "DO", "AO"]
    /// What it cannot do without.
    public static let neededPins = ["DO AO"]
    /// The light.
    public static let dials = [Dial("lux", 0.1...100_000, at: 500, unit: "lux")]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Light sensor: AO falls with the light, DO is high in the dark",
        attributes: dials.attributes + [
            .init("threshold", default: "2.5", "volts at AO above which DO is high"),
            .init("rl10", default: "50", "kOhm at 10 lux"), .init("gamma", default: "0.7", "slope, 0.1 to 2"),
        ], notModelled: "the time that it takes to follow the light")

    /// The part's name.
    public let id: String
    /// The light.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private let threshold: Volts
    private let ohmsAt10Lux: Ohms
    private let gamma: Double
    private var board: ComparatorBoard!

    /// In the light of its attributes.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        threshold = try attributes.number("threshold", default: 2.5, in: 0...5, part: id)
        ohmsAt10Lux = try attributes.number("rl10", default: 50, in: 0.001...100_000, part: id) * 1000
        gamma = try attributes.number("gamma", default: 0.7, in: 0.1...2, part: id)
        board = ComparatorBoard(analog: "AO", digital: "DO", circuit: circuit, rails: rails) { [unowned self] in
            let ohms = ohmsAt10Lux * Curves.power(10 / world["lux"], gamma)
            let volts = rails.volts * ohms / (ohms + Self.seriesOhms)
            return (volts, ohms * Self.seriesOhms / (ohms + Self.seriesOhms), volts > threshold)
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        board.attach(name, to: net, at: instant)
    }

    /// Lights it.
    public func worldChanged(_ name: String, at instant: Instant) { board.show(at: instant) }
}
