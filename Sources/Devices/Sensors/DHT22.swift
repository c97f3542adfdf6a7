import Fabric

/// DHT22 (AM2302) humidity and temperature sensor (`wokwi-dht22`).
///
/// Datasheet: Aosong AM2302: resolution 0.1 °C and 0.1 %, start signal of at least 0.8 ms, one conversion in two seconds: asked earlier it
/// sends the last one again.
/// Not modelled: that a real one always sends the conversion before, accuracy, self-heating, the second after power on.
public final class DHT22: Dialled, Powered {
    private static let conversion: Picoseconds = .seconds(2)
    /// Supply and data.
    public static let pinNames = ["VCC", "SDA", "NC", "GND"]
    /// What it cannot do without.
    public static let neededPins = ["SDA"]
    /// The air.
    public static let dials = [
        Dial("temperature", -40...80, at: 24, unit: "°C"), Dial("humidity", 0...100, at: 40, unit: "%"),
    ]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Humidity and temperature sensor, one wire with the module's pull-up of 10 kOhm",
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
        wire = DHTWire(
            circuit: circuit, rails: rails, startLeast: .microseconds(800), conversion: Self.conversion
        ) { [unowned self] in
            Self.bytes(celsius: world["temperature"], percent: world["humidity"])
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if !rails.attach(name, to: net, at: instant), name == "SDA" { wire.attach(to: net, at: instant) }
    }

    /// Tenths, the temperature as a sign and a magnitude.
    static func bytes(celsius: Double, percent: Double) -> [UInt8] {
        let humidity = UInt16((percent * 10).rounded())
        let tenths = Int((celsius * 10).rounded())
        let temperature = UInt16(abs(tenths)) | (tenths < 0 ? 0x8000 : 0)
        return [UInt8(humidity >> 8), UInt8(humidity & 0xff), UInt8(temperature >> 8), UInt8(temperature & 0xff)]
    }
}
