import Fabric

/// Colour display of 128 x 160 pixels on SPI (`board-st7735`, `chip-st7735`).
///
/// Datasheet: Sitronix ST7735S v1.4 (see ColorDisplay).
/// Not modelled: reading the memory, gamma, the backlight, waits after reset, panels with an offset in their memory.
public final class ST7735: Powered {
    /// Supply, SPI, D/C, reset and backlight.
    public static let pinNames = ["LED", "SCK", "SDA", "A0", "RESET", "CS", "GND", "VCC"]
    /// What it cannot do without.
    public static let neededPins = ["SCK", "SDA", "A0"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Colour display, 128 x 160, on SPI", notModelled: "reading the memory, gamma, the backlight, waits after reset")

    /// The part's name.
    public let id: String
    /// Its supply.
    public var rails: Rails { module.rails }
    private let module: ColorModule

    // Upright for MX and MY (C0), as the usual drivers set them for their rotation 0.
    private static let kind = ColorDisplay.Kind(
        width: 128, height: 160, memoryHeight: 160, isMirrored: true, isFlipped: true, isInverted: false,
        isBlueFirst: false,
        ids: [0x04: [0x7C, 0x89, 0xF0]])

    /// Dark.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        module = ColorModule(
            Self.kind, rails: Rails(circuit: circuit),
            names: (clock: "SCK", input: "SDA", output: "", select: "CS", data: "A0", reset: "RESET"))
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) { module.attach(name, to: net, at: instant) }

    /// The pixels.
    public func picture(at instant: Instant) -> Picture? { module.picture }
}
