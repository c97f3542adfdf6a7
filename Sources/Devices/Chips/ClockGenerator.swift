import Fabric

/// Square wave of a fixed frequency (`wokwi-clock-generator`).
///
/// Datasheet: none; Wokwi's page: `frequency` in hertz, with k or m behind it for thousands and millions.
/// Not modelled: jitter.
public final class ClockGenerator: Device {
    /// The wave, and a ground that it does not need.
    public static let pinNames = ["CLK", "GND"]
    /// What it cannot do without.
    public static let neededPins = ["CLK"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Square wave", attributes: [.init("frequency", default: "10k", "hertz, 10k, 1.5m")], notModelled: "jitter")

    /// The part's name.
    public let id: String
    private let wave: PWMSignal

    /// A wave from power on.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        let word = attributes.text("frequency", default: "10k")
        guard let hertz = Attributes.quantity(word), (0.01...100e6).contains(hertz) else {
            throw .badAttribute(part: id, name: "frequency", value: word, expected: "a number such as 10k, up to 100m")
        }
        // In hundredths of a hertz, so that slow waves are exact too.
        wave = PWMSignal(
            tickRate: UInt64((hertz * 100).rounded()) * 2, divisor: 100, periodTicks: 2, highTicks: 1, start: .zero)
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if name == "CLK" { net.addDriver(.pwm(wave), at: instant) }
    }
}
