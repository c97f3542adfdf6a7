import Fabric

/// Resistor (`wokwi-resistor`): a pull, a divider, the one in front of an LED.
///
/// Datasheet: Vishay MBB/SMA 0207, ideal; attribute of Wokwi's part.
/// Not modelled: tolerance, power.
public final class Resistor: Device {
    /// Two ends that are alike.
    public static let pinNames = ["1", "2"]
    /// What it cannot do without.
    public static let neededPins = ["1", "2"]
    /// Nothing to turn.
    public static let controls: [Control] = []
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Resistor", attributes: [.init("value", default: "1000", "ohms: 220, 4.7k, 1M")],
        notModelled: "tolerance, power")

    /// The part's name.
    public let id: String
    /// How large it is.
    public let ohms: Ohms
    private var ends: [String: Net] = [:]
    private var resistance: Resistance?

    /// A resistor of its attribute `value`, in ohms.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        let word = attributes.text("value", default: "")
        guard let ohms = word.isEmpty ? 1000 : Self.ohms(word) else {
            throw .badAttribute(part: id, name: "value", value: word, expected: "ohms, such as 220, 4.7k or 1M")
        }
        self.ohms = ohms
    }

    /// What a `value` means: ohms, with `k` and `M` as people write them; nil where that is nothing that a resistor has.
    public static func ohms(_ value: String) -> Ohms? {
        Attributes.quantity(value).flatMap { (0...1e12).contains($0) ? $0 : nil }
    }

    // MARK: Bus face

    /// Solders an end.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        ends[name] = net
        guard resistance == nil, let one = ends["1"], let other = ends["2"] else { return }
        resistance = Resistance(between: one, and: other, ohms: ohms, at: instant)
    }

    // MARK: World face

    /// Nothing to turn.
    public func turn(control name: String, to value: Double, at instant: Instant) {}

    /// Nothing to see.
    public func outputs(at instant: Instant) -> [Output] { [] }
}
