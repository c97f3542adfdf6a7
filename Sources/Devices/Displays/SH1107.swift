import Fabric

/// OLED display of 128 x 128 white pixels on I2C (`board-grove-oled-sh1107`).
///
/// Datasheet: Sino Wealth SH1107 (see OLEDController); address 0x3C, pull-ups of 4.7 kOhm on the module.
/// Not modelled: SPI, scrolling by itself, contrast as light, COM pin wirings.
public final class SH1107: Powered {
    /// Supply, clock and data.
    public static let pinNames = ["GND.1", "SCL.1", "SDA", "VCC"]
    /// What it cannot do without.
    public static let neededPins = ["SCL.1", "SDA"]
    /// For `perch parts`.
    public static let facts = OLEDModule.facts("OLED display, 128 x 128, on I2C", address: "0x3c")

    /// The part's name.
    public let id: String
    /// Its supply.
    public var rails: Rails { module.rails }
    private let module: OLEDModule

    /// Dark.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        module = try OLEDModule(
            .sh1107, part: id, attributes: attributes, circuit: circuit, rails: Rails(circuit: circuit))
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        module.attach(name.hasSuffix(".1") ? String(name.dropLast(2)) : name, to: net, at: instant)
    }

    /// `contrast`, 0 to 255.
    public func outputs(at instant: Instant) -> [Output] { [Output("contrast", module.contrast)] }

    /// The pixels.
    public func picture(at instant: Instant) -> Picture? { module.picture }
}
