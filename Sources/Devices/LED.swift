import Fabric

/// Light emitting diode, with its resistor (`wokwi-led`).
///
/// Datasheet: Kingbright WP7113 series (5 mm), polarity only; attributes and behaviour of Wokwi's `wokwi-led`.
/// Not modelled: forward voltage, current, light from a weak drive (a pull-up), both legs on waveforms of one phase.
public final class LED: Device {
    /// Anode and cathode.
    public static let pinNames = ["A", "C"]
    /// Nothing to turn.
    public static let controls: [Control] = []
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Light emitting diode",
        attributes: [
            .init("color", default: "red", "a CSS name or #rrggbb"),
            .init("label", default: "", "text beside it"),
        ],
        notModelled: "forward voltage, current, light from a weak drive, gamma, fps")

    private struct State {
        /// Fraction of time that it is lit since `since`.
        var duty = 0.0
        var since = Instant.zero
        /// Time it was lit before `since`, in picoseconds, weighted by duty.
        var lit = 0.0
    }

    /// The part's name.
    public let id: String
    /// The plastic's colour, a CSS name or `#rrggbb`.
    public let color: String
    /// Text beside it.
    public let label: String
    private var anode: Net?
    private var cathode: Net?
    private var state = State()

    /// A dark LED.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        color = attributes.text("color", default: "red")
        label = attributes.text("label", default: "")
    }

    // MARK: Bus face

    /// Solders a leg.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if name == "A" { anode = net } else { cathode = net }
        net.observe { [weak self] _, instant in self?.look(at: instant) }
        look(at: instant)
    }

    private func look(at instant: Instant) {
        guard let anode, let cathode else { return }
        // With a waveform on both legs they count as independent of each other.
        let duty = anode.dutyHigh * cathode.dutyLow
        guard duty != state.duty else { return }
        state.lit = litPicoseconds(at: instant)
        state.since = instant
        state.duty = duty
    }

    // MARK: World face

    /// Nothing to turn.
    public func turn(control name: String, to value: Double, at instant: Instant) {}

    /// The light now, 0...1: the duty of a waveform, linear, before any gamma.
    public var brightness: Double { state.duty }

    /// How long it has been lit since power on, weighted by duty. The light that an eye sees between two frames is the difference
    /// of two readings, divided by the time between them; so a waveform that the guest toggles by hand dims the LED as well.
    public func litPicoseconds(at instant: Instant) -> Double {
        state.lit + state.duty * Double(instant - state.since)
    }

    /// `brightness` now, and `lit_seconds` since power on (see `litPicoseconds`).
    public func outputs(at instant: Instant) -> [Output] {
        [Output("brightness", brightness), Output("lit_seconds", litPicoseconds(at: instant) / 1e12)]
    }
}
