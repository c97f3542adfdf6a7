import Fabric

/// One addressable RGB LED (`wokwi-neopixel`).
///
/// Datasheet: Worldsemi WS2812B (see PixelReceiver): 24 bits a pixel, green first.
/// Not modelled: the pixels' own PWM of 400 Hz, current, gamma.
public final class NeoPixel: Powered {
    /// Supply, data in and out.
    public static let pinNames = ["DIN", "VDD", "VSS", "DOUT"]
    /// What it cannot do without.
    public static let neededPins = ["DIN"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "One addressable RGB LED", attributes: [], notModelled: "the pixels' own PWM, current, gamma")

    /// The part's name.
    public let id: String
    /// Its supply.
    public var rails: Rails { chain.rails }
    private let chain: PixelChain

    /// Dark.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id

        chain = PixelChain(
            count: 1, circuit: circuit, rails: Rails(supply: "VDD", ground: "VSS", circuit: circuit))
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) { chain.attach(name, to: net, at: instant) }

    /// The colours.
    public func picture(at instant: Instant) -> Picture? { chain.picture(columns: 1) }
}
