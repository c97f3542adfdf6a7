import Fabric

/// BMP280 pressure and temperature sensor (`board-bmp280`, `chip-bmp280`).
///
/// Datasheet: Bosch BST-BMP280-DS001 (see BoschAir): address 0x76, 0x77 with SDO high; asleep until told.
/// Not modelled: SPI, the filter, standby times (normal mode always has the present values), noise, self-heating.
public final class BMP280: Dialled, Powered {
    /// Supply, bus and address.
    public static let pinNames = ["VCC", "GND", "SCL", "SDA", "CSB", "SDO"]
    /// The air.
    public static let dials = [
        Dial("temperature", -40...85, at: 24, unit: "°C"), Dial("pressure", 30_000...110_000, at: 101_325, unit: "Pa"),
    ]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Pressure and temperature sensor, I2C 0x76",
        attributes: dials.attributes + [.init("i2cAddress", default: "0x76", "0x76 or 0x77; SDO high adds 1")],
        notModelled: "SPI, the filter, standby times, noise")

    /// The part's name.
    public let id: String
    /// The air.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private let face: I2CFace
    private var chip: BoschAir!
    private var addressPin: Net?

    /// Asleep, in the air of its attributes.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        face = I2CFace(circuit: circuit, rails: rails, pullUp: I2CFace.modulePullUp)
        let address = try attributes.busAddress(default: 0x76, part: id)
        chip = BoschAir(hasHumidity: false, world: world) { [unowned self] in
            address | (addressPin?.averageVolts ?? 0 > 1 ? 1 : 0)
        }
        face.speaker = chip
        rails.onChange = { [weak self] isOn, instant in
            self?.face.power(isOn, at: instant)
            if isOn { self?.chip.reset() }
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) || face.attach(name, to: net, at: instant) { return }
        if name == "SDO" { addressPin = net }
    }
}
