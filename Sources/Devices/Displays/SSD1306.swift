import Fabric

/// OLED display of 128 x 64 white pixels on I2C (`board-ssd1306`, `wokwi-ssd1306`).
///
/// Datasheet: Solomon SSD1306 (see OLEDController); address 0x3C, pull-ups of 4.7 kOhm on the module.
/// Not modelled: SPI, scrolling by itself, contrast as light, COM pin wirings.
public final class SSD1306: Powered {
    /// Supply, clock and data; the old part of Wokwi calls them CLK, DATA and VIN, and has others without use.
    public static let pinNames = ["GND", "SCL", "SDA", "VCC", "CLK", "DATA", "DC", "RST", "CS", "3V3", "VIN"]
    /// What it cannot do without.
    public static let neededPins = ["SCL CLK", "SDA DATA"]
    /// For `perch parts`.
    public static let facts = OLEDModule.facts("OLED display, 128 x 64, on I2C", address: "0x3c")

    /// The part's name.
    public let id: String
    /// Its supply.
    public var rails: Rails { module.rails }
    private let module: OLEDModule

    /// Dark.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        module = try OLEDModule(
            .ssd1306, part: id, attributes: attributes, circuit: circuit, rails: Rails(circuit: circuit))
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        let aliases = ["CLK": "SCL", "DATA": "SDA", "VIN": "VCC", "3V3": "VCC"]
        module.attach(aliases[name] ?? name, to: net, at: instant)
    }

    /// `contrast`, 0 to 255.
    public func outputs(at instant: Instant) -> [Output] { [Output("contrast", module.contrast)] }

    /// The pixels.
    public func picture(at instant: Instant) -> Picture? { module.picture }
}
