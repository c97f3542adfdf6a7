import Fabric

/// Thermistor with a series resistor (`wokwi-ntc-temperature-sensor`).
///
/// Datasheet: TDK B57164K (10 kOhm at 25 °C): R = 10k * e^(beta * (1/T - 1/298.15 K)). It lies between OUT and ground, 10 kOhm between OUT and the
/// supply.
/// Not modelled: self-heating, the seconds that it takes to follow.
public final class NTCTemperatureSensor: Dialled, Powered {
    private static let ohmsAt25: Ohms = 10_000
    private static let seriesOhms: Ohms = 10_000
    private static let kelvinAtZero = 273.15
    /// Supply and voltage.
    public static let pinNames = ["GND", "VCC", "OUT"]
    /// What it cannot do without.
    public static let neededPins = ["OUT"]
    /// Its temperature.
    public static let dials = [Dial("temperature", -40...125, at: 24, unit: "°C")]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Thermistor of 10 kOhm in series with 10 kOhm: OUT falls with the heat",
        attributes: dials.attributes + [.init("beta", default: "3950", "its coefficient in kelvin")],
        notModelled: "self-heating, the time that it takes to follow")

    /// The part's name.
    public let id: String
    /// Its temperature.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private let beta: Double
    private var board: ComparatorBoard!

    /// As warm as its attribute.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        beta = try attributes.number("beta", default: 3950, in: 100...10_000, part: id)
        board = ComparatorBoard(analog: "OUT", digital: "", circuit: circuit, rails: rails) { [unowned self] in
            let kelvin = world["temperature"] + Self.kelvinAtZero
            let ohms = Self.ohmsAt25 * Curves.exponential(beta * (1 / kelvin - 1 / (25 + Self.kelvinAtZero)))
            let share = ohms / (ohms + Self.seriesOhms)
            return (rails.volts * share, Self.seriesOhms * share, false)
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        board.attach(name, to: net, at: instant)
    }

    /// Warms it.
    public func worldChanged(_ name: String, at instant: Instant) { board.show(at: instant) }
}
