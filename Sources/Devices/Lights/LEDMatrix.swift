import Fabric

/// Matrix of addressable RGB LEDs (`wokwi-led-matrix`, `wokwi-neopixel-matrix`, `wokwi-neopixel-canvas`).
///
/// Datasheet: Worldsemi WS2812B (see PixelReceiver): 24 bits a pixel, green first.
/// Not modelled: the pixels' own PWM of 400 Hz, current, gamma.
public final class LEDMatrix: Powered {
    /// Supply, data in and out.
    public static let pinNames = ["DIN", "VDD", "VSS", "DOUT", "VCC", "GND"]
    /// What it cannot do without.
    public static let neededPins = ["DIN"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Matrix of addressable RGB LEDs",
        attributes: [
            .init("rows", default: "8", "1 to 128"), .init("cols", default: "8", "1 to 128"),
            .init("layout", default: "progressive", "progressive, or serpentine: every second row runs backwards"),
            .init("matrixLayout", default: "", "another name of layout"),
            .init("brightness", default: "1", "not modelled"), .init("matrixBrightness", default: "1", "not modelled"),
        ] + PixelChain.packages, notModelled: "the pixels' own PWM, current, gamma")

    /// The part's name.
    public let id: String
    /// Its supply.
    public var rails: Rails { chain.rails }
    private let chain: PixelChain
    private let columns: Int
    private let isSerpentine: Bool

    /// Dark.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        let rows = Int(try attributes.number("rows", default: 8, in: 1...128, part: id))
        columns = Int(try attributes.number("cols", default: 8, in: 1...128, part: id))
        isSerpentine =
            attributes.text("layout", default: attributes.text("matrixLayout", default: "")) == "serpentine"
        chain = PixelChain(
            count: rows * columns, circuit: circuit, rails: Rails(supply: "VDD", ground: "VSS", circuit: circuit))
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        // The older matrix calls its supply VCC and GND.
        chain.attach(name == "VCC" ? "VDD" : name == "GND" ? "VSS" : name, to: net, at: instant)
    }

    /// The colours.
    public func picture(at instant: Instant) -> Picture? { chain.picture(columns: columns, isSerpentine: isSerpentine) }
}
