import Fabric

/// Colour display of 240 x 320 pixels on SPI (`wokwi-ili9341`, `board-ili9341-cap-touch`).
///
/// Datasheet: ILITEK ILI9341 v1.11 (see ColorDisplay).
/// Not modelled: reading the memory, gamma, the backlight, waits after reset, touch.
public final class ILI9341: Powered {
    /// Supply, SPI, D/C, reset and backlight.
    public static let pinNames = [
        "VCC", "GND", "CS", "RST", "D/C", "MOSI", "SCK", "LED", "MISO", "SCL", "SDA",
    ]
    /// What it cannot do without.
    public static let neededPins = ["CS", "SCK", "D/C", "MOSI"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Colour display, 240 x 320, on SPI",
        attributes: ["flipHorizontal", "flipVertical", "swapXY"].map {
            .init($0, default: "", "1: another panel; not modelled")
        },
        notModelled: "reading the memory, gamma, the backlight, waits after reset")

    /// The part's name.
    public let id: String
    /// Its supply.
    public var rails: Rails { module.rails }
    private let module: ColorModule

    private static let kind = ColorDisplay.Kind(
        width: 240, height: 320, memoryHeight: 320, isMirrored: true, isFlipped: false, isInverted: false,
        isBlueFirst: true,
        ids: [0xD3: [0x00, 0x93, 0x41], 0x04: [0, 0, 0]])

    /// Dark.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        module = ColorModule(
            Self.kind, rails: Rails(circuit: circuit),
            names: (clock: "SCK", input: "MOSI", output: "MISO", select: "CS", data: "D/C", reset: "RST"))
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) { module.attach(name, to: net, at: instant) }

    /// The pixels.
    public func picture(at instant: Instant) -> Picture? { module.picture }
}
