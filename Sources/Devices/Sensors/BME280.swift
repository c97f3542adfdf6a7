import Fabric

/// BME280 humidity, pressure and temperature sensor (`board-bme280`, `chip-bme280`).
///
/// Datasheet: Bosch BST-BME280-DS002 (see BoschAir): address 0x76, 0x77 with SDO high; asleep until told.
/// Not modelled: three-wire SPI, the filter, standby times (normal mode always has the present values), noise, self-heating.
public final class BME280: Dialled, Powered {
    /// Supply, bus and address.
    public static let pinNames = BoschAirModule.pinNames
    /// What modules print for SPI.
    public static let pinAliases = BoschBus.aliases
    /// What it cannot do without.
    public static let neededPins = ["SDA", "SCL"]
    /// The air.
    public static let dials = [
        Dial("temperature", -40...85, at: 24, unit: "°C"), Dial("pressure", 30_000...110_000, at: 101_325, unit: "Pa"),
        Dial("humidity", 0...100, at: 40, unit: "%"),
    ]
    /// For `perch parts`.
    public static let facts = BoschAirModule.facts("Humidity, pressure and temperature sensor, I2C 0x76 or SPI", dials)

    /// The part's name.
    public let id: String
    /// The air.
    public let world: Dials
    /// Its supply.
    public var rails: Rails { module.rails }
    private let module: BoschAirModule

    /// Asleep, in the air of its attributes.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        module = try BoschAirModule(
            hasHumidity: true, world: world, part: id, attributes: attributes, circuit: circuit)
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) { module.attach(name, to: net, at: instant) }
}
