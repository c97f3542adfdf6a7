import Fabric

/// Three LEDs with a common leg (`wokwi-rgb-led`).
///
/// Datasheet: Kingbright WP154A4SUREQBFZGC, polarity only; as in Wokwi the common leg is the anode unless `common` says cathode.
/// Not modelled: forward voltages, current, light from a weak drive.
public final class RGBLED: Device {
    /// The three colours and their common leg.
    public static let pinNames = ["R", "COM", "G", "B"]
    /// What it cannot do without.
    public static let neededPins = ["COM"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Red, green and blue LED with a common leg",
        attributes: [
            .init("common", default: "anode", "anode (a colour is lit by low) or cathode"),
            .init("fps", default: "80", "not modelled"),
        ],
        notModelled: "forward voltages, current, light from a weak drive")

    private static let colors = [("R", "red"), ("G", "green"), ("B", "blue")]

    /// The part's name.
    public let id: String
    private let isCommonAnode: Bool
    private let diodes = [Diode(), Diode(), Diode()]

    /// A dark LED.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        isCommonAnode = try attributes.commonAnode(part: id)
    }

    /// Solders a leg.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        for (diode, color) in zip(diodes, Self.colors) where name == "COM" || name == color.0 {
            diode.attach(isAnode: (name == "COM") == isCommonAnode, to: net, at: instant)
        }
    }

    /// `red`, `green` and `blue` as an eye sees them, 0...1 each.
    public func outputs(at instant: Instant) -> [Output] {
        zip(diodes, Self.colors).map { Output($1.1, $0.lamp.seen(at: instant)) }
    }

    /// No resistor, or the wrong way round.
    public func complaints(at instant: Instant) -> [String] { Diode.complaints(part: id, diodes) }
}
