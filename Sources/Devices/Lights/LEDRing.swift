import Fabric

/// Ring of addressable RGB LEDs (`wokwi-led-ring`).
///
/// Datasheet: Worldsemi WS2812B (see PixelReceiver): 24 bits a pixel, green first.
/// Not modelled: the pixels' own PWM of 400 Hz, current, gamma.
public final class LEDRing: Powered {
    /// Supply, data in and out.
    public static let pinNames = ["GND", "VCC", "DIN", "DOUT"]
    /// What it cannot do without.
    public static let neededPins = ["DIN"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Ring of addressable RGB LEDs",
        attributes: [
            .init("pixels", default: "16", "1 to 1000"), .init("background", default: "", "not drawn"),
        ],
        notModelled: "the pixels' own PWM, current, gamma")

    /// The part's name.
    public let id: String
    /// Its supply.
    public var rails: Rails { chain.rails }
    private let chain: PixelChain

    /// Dark.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        let count = Int(try attributes.number("pixels", default: 16, in: 1...1000, part: id))
        chain = PixelChain(
            count: count, circuit: circuit, rails: Rails(supply: "VCC", ground: "GND", circuit: circuit))
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) { chain.attach(name, to: net, at: instant) }

    /// The colours.
    public func picture(at instant: Instant) -> Picture? { chain.picture(columns: chain.colors.count) }
}
