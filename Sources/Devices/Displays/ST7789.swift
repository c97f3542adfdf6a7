import Fabric

/// Colour display of 240 x 240 pixels on SPI (`board-st7789`).
///
/// Datasheet: Sitronix ST7789V v1.6 (see ColorDisplay).
/// Not modelled: reading the memory, gamma, the backlight, waits after reset.
public final class ST7789: Powered {
    /// Supply, SPI, D/C, reset and backlight.
    public static let pinNames = ["BL", "CS", "DC", "GND", "RST", "SCL", "SDA", "VCC"]
    /// What it cannot do without.
    public static let neededPins = ["SCL", "SDA", "DC"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Colour display, 240 x 240, on SPI", notModelled: "reading the memory, gamma, the backlight, waits after reset")

    /// The part's name.
    public let id: String
    /// Its supply.
    public var rails: Rails { module.rails }
    private let module: ColorModule

    private static let kind = ColorDisplay.Kind(
        width: 240, height: 240, memoryHeight: 320, isMirrored: false, isFlipped: false, isInverted: true,
        isBlueFirst: false,
        ids: [0x04: [0x85, 0x85, 0x52]])

    /// Dark.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        module = ColorModule(
            Self.kind, rails: Rails(circuit: circuit),
            names: (clock: "SCL", input: "SDA", output: "", select: "CS", data: "DC", reset: "RST"))
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) { module.attach(name, to: net, at: instant) }

    /// The pixels.
    public func picture(at instant: Instant) -> Picture? { module.picture }
}
