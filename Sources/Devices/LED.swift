import Fabric

/// Light emitting diode, with its resistor (`wokwi-led`).
///
/// Datasheet: Kingbright WP7113 series (5 mm), polarity only; attributes and behaviour of Wokwi's `wokwi-led`.
/// Not modelled: forward voltage, current, light from a weak drive (a pull-up), both legs on waveforms of one phase.
public final class LED: Device {
    /// Anode and cathode.
    public static let pinNames = ["A", "C"]
    /// What it cannot do without.
    public static let neededPins = ["A", "C"]
    /// Nothing to turn.
    public static let controls: [Control] = []
    /// K is what diagrams of electronics call a cathode.
    public static let pinAliases = ["K": "C"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Light emitting diode",
        attributes: [
            .init("color", default: "red", "a CSS name or #rrggbb"),
            .init("label", default: "", "text beside it"),
            .init("flip", default: "", "1: drawn with its legs swapped"),
            .init("lightColor", default: "", "not modelled: it shines in its color"),
            .init("gamma", default: "2.8", "not modelled"), .init("fps", default: "80", "not modelled"),
        ],
        notModelled: "forward voltage, current, light from a weak drive, gamma, fps")

    /// The part's name.
    public let id: String
    /// The plastic's colour, a CSS name or `#rrggbb`.
    public let color: String
    /// Text beside it.
    public let label: String
    private let diode = Diode()

    /// A dark LED.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        color = attributes.text("color", default: "red")
        label = attributes.text("label", default: "")
    }

    // MARK: Bus face

    /// Solders a leg.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        diode.attach(isAnode: name == "A", to: net, at: instant)
    }

    // MARK: World face

    /// Nothing to turn.
    public func turn(control name: String, to value: Double, at instant: Instant) {}

    /// The light now, 0...1: the duty of a waveform, linear, before any gamma.
    public var brightness: Double { diode.lamp.duty }

    /// How long it has been lit since power on, weighted by duty. The light that an eye sees between two frames is the difference
    /// of two readings, divided by the time between them; so a waveform that the guest toggles by hand dims the LED as well.
    public func litPicoseconds(at instant: Instant) -> Double {
        diode.lamp.litPicoseconds(at: instant)
    }

    /// The light that an eye sees without looking twice: the mean of the last 20 ms that are over.
    public func seenBrightness(at instant: Instant) -> Double { diode.lamp.seen(at: instant) }

    /// `brightness` now, and `lit_seconds` since power on (see `litPicoseconds`).
    public func outputs(at instant: Instant) -> [Output] {
        [Output("brightness", brightness), Output("lit_seconds", litPicoseconds(at: instant) / 1e12)]
    }

    /// No resistor, or the wrong way round.
    public func complaints(at instant: Instant) -> [String] { Diode.complaints(part: id, [diode]) }
}
