import Fabric

/// DHT11 humidity and temperature sensor (`wokwi-dht11`).
///
/// Datasheet: Aosong DHT11 v1.3: whole degrees and percents (the decimal of humidity is always 0), start signal of at least 18 ms, one
/// conversion in a second: asked earlier it sends the last one again.
/// Not modelled: accuracy, self-heating, the second after power on.
public final class DHT11: Dialled, Powered {
    private static let conversion: Picoseconds = .seconds(1)
    /// Supply and data; the modules of three pins lack NC.
    public static let pinNames = ["VCC", "SDA", "NC", "GND"]
    /// What it cannot do without.
    public static let neededPins = ["SDA"]
    /// The air.
    public static let dials = [
        Dial("temperature", 0...50, at: 24, unit: "°C"), Dial("humidity", 20...90, at: 40, unit: "%"),
    ]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Humidity and temperature sensor of whole degrees, one wire with the module's pull-up of 10 kOhm",
        attributes: dials.attributes, notModelled: "accuracy, self-heating, the second after power on")

    /// The part's name.
    public let id: String
    /// The air.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private var wire: DHTWire!

    /// In the air of its attributes.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        // The data sheet's 18 ms, less the error of a sensor's own clock.
        wire = DHTWire(
            circuit: circuit, rails: rails, startLeast: .milliseconds(17), conversion: Self.conversion
        ) { [unowned self] in
            [world["humidity"], 0, world["temperature"], 0].map { UInt8($0.rounded()) }
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if !rails.attach(name, to: net, at: instant), name == "SDA" { wire.attach(to: net, at: instant) }
    }
}
