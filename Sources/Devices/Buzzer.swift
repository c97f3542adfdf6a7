import Fabric

/// Passive piezo buzzer (`wokwi-buzzer`).
///
/// Datasheet: Murata PKM22EPP-40, driven by a square wave; Wokwi's mode `smooth`: the dominant frequency is heard.
/// Not modelled: loudness over frequency, the click of a single edge, mode `accurate`.
public final class Buzzer: Device {
    /// Negative and positive.
    public static let pinNames = ["1", "2"]
    /// What it cannot do without.
    public static let neededPins = ["1", "2"]
    /// Nothing to turn.
    public static let controls: [Control] = []
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Passive piezo buzzer, 1 is negative and 2 positive",
        attributes: [
            .init("volume", default: "1", "0 to 1"),
            .init("mode", default: "smooth", "smooth or accurate: no difference here"),
        ],
        notModelled: "loudness over frequency, the click of a single edge, mode accurate")

    /// A bit-banged tone ends when no edge has come for this long: half a period of 20 Hz, the lowest tone that an ear hears.
    private static let silence: Picoseconds = .milliseconds(50)

    private struct State {
        var isHigh = false
        var lastRise: Instant?
        var lastEdge = Instant.zero
        /// Time between the last two rising edges.
        var period: Picoseconds?
    }

    /// The part's name.
    public let id: String
    /// 0.01...1, from the attribute.
    public let volume: Double
    private var negative: Net?
    private var positive: Net?
    private var state = State()

    /// A silent buzzer.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        volume = try attributes.number("volume", default: 1, in: 0...1, part: id)
    }

    // MARK: Bus face

    /// Solders a leg.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if name == "1" { negative = net } else { positive = net }
        net.observe { [weak self] _, instant in self?.listen(at: instant) }
        listen(at: instant)
    }

    private func listen(at instant: Instant) {
        guard let negative, let positive else { return }
        let isHigh = positive.level(at: instant).isHigh && !negative.level(at: instant).isHigh
        if positive.waveform != nil || negative.waveform != nil {
            // The waveform is heard; what was toggled by hand before it is over.
            state = State(isHigh: isHigh, lastEdge: instant)
            return
        }
        guard isHigh != state.isHigh else { return }
        state.isHigh = isHigh
        if isHigh {
            state.period = state.lastRise.map { instant - $0 }
            state.lastRise = instant
        }
        state.lastEdge = instant
    }

    // MARK: World face

    /// Nothing to turn.
    public func turn(control name: String, to value: Double, at instant: Instant) {}

    /// The frequency that is heard now, in Hz; 0 for silence.
    public func tone(at instant: Instant) -> Double {
        guard let negative, let positive else { return 0 }
        if let waveform = positive.waveform, negative.dutyLow == 1 { return waveform.frequency }
        if let waveform = negative.waveform, positive.dutyHigh == 1 { return waveform.frequency }
        guard let period = state.period, period > 0, period <= 2 * Self.silence, instant - state.lastEdge < Self.silence
        else {
            return 0
        }
        return 1e12 / Double(period)
    }

    /// `tone` in Hz, 0 for silence.
    public func outputs(at instant: Instant) -> [Output] { [Output("tone", tone(at: instant))] }
}
