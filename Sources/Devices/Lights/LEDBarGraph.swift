import Fabric

/// Ten LEDs in a row (`wokwi-led-bar-graph`).
///
/// Datasheet: Kingbright DC10EWA: ten LEDs, each with legs of its own.
/// Not modelled: forward voltage, current.
public final class LEDBarGraph: Device {
    private static let places = 1...10
    /// Anodes and cathodes.
    public static let pinNames = places.map { "A\($0)" } + places.map { "C\($0)" }
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Ten independent LEDs", attributes: [.init("color", default: "red", "a CSS name, GYR or BCYR")],
        notModelled: "forward voltage, current")

    /// The part's name.
    public let id: String
    /// The colour, or one of Wokwi's presets.
    public let color: String
    private let diodes = places.map { _ in Diode() }

    /// Dark.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        color = attributes.text("color", default: "red")
    }

    /// Solders a leg.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        diodes[Int(name.dropFirst())! - 1].attach(isAnode: name.first == "A", to: net, at: instant)
    }

    /// `led1` to `led10` as an eye sees them, 0...1 each.
    public func outputs(at instant: Instant) -> [Output] {
        zip(Self.places, diodes).map { Output("led\($0)", $1.lamp.seen(at: instant)) }
    }

    /// No resistor, or the wrong way round.
    public func complaints(at instant: Instant) -> [String] { Diode.complaints(part: id, diodes) }
}
