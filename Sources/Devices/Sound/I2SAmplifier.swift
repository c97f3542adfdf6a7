import Fabric

/// I2S amplifier with a loudspeaker (`board-max98357a`). It keeps what it played, as a WAV file.
///
/// Datasheet: Analog Devices MAX98357A/MAX98357B: samples of 16, 24 or 32 bits, rates that it finds by itself; SD low switches it off.
/// Not modelled: GAIN, the choice of a channel by the voltage on SD (it plays the mean of both, as the board's divider sets it).
public final class I2SAmplifier: Powered, AudioFace {
    /// Supply, data, clocks, gain and shutdown.
    public static let pinNames = ["VIN", "GND", "SD", "GAIN", "DIN", "BCLK", "LRC"]
    /// Nothing to turn.
    public static let controls: [Control] = []
    /// For `perch parts`.
    public static let facts = PartFacts(
        "I2S amplifier MAX98357A with a loudspeaker, keeps what it played", notModelled: "GAIN, the choice of a channel"
    )

    /// Ten minutes at 44.1 kHz; what follows is counted and not kept.
    private static let framesKept = 600 * 44_100

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    private var clock: Net?
    private var words: Net?
    private var shutdown: Net?
    private var samples: [Int16] = []
    private var frameCount = 0
    private var peak: Int32 = 0

    /// A silent amplifier.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        rails = Rails(supply: "VIN", circuit: circuit)
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) { return }
        switch name {
        case "DIN": net.addAudioFace(self)
        case "BCLK": clock = net
        case "LRC": words = net
        case "SD": shutdown = net
        default: break
        }
    }

    private func isOn(at instant: Instant) -> Bool {
        guard rails.isOn, clock?.waveform != nil, words?.waveform != nil else { return false }
        // Open, SD is pulled up by the board.
        return shutdown.map { $0.level(at: instant) != .low } ?? true
    }

    /// A frame of the bus.
    public func take(left: Int32, right: Int32, bits: Int, at instant: Instant) {
        guard isOn(at: instant) else { return }
        frameCount += 1
        let mean = (Int64(left) + Int64(right)) >> 1
        let sample = Int16(truncatingIfNeeded: bits > 16 ? mean >> Int64(bits - 16) : mean)
        peak = max(peak, abs(Int32(sample)))
        if samples.count < Self.framesKept { samples.append(sample) }
    }

    /// It gives nothing.
    public func give(at instant: Instant) -> (left: Int32, right: Int32)? { nil }

    /// Samples in a second, by word select.
    public var rate: Int { Int((words?.waveform?.frequency ?? 0).rounded()) }

    /// What was played, mono, 16 bits (Microsoft, Multimedia Programming Interface 1.0: RIFF WAVE).
    public func recording(rate: Int) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let bytes = 2 * samples.count
        var file = Array("RIFF".utf8) + number(36 + bytes, 4) + Array("WAVEfmt ".utf8) + number(16, 4)
        file += number(1, 2) + number(1, 2) + number(rate, 4) + number(2 * rate, 4) + number(2, 2) + number(16, 2)
        file += Array("data".utf8) + number(bytes, 4)
        for sample in samples { file += number(Int(sample), 2) }
        return file
    }

    /// Nothing to turn.
    public func turn(control name: String, to value: Double, at instant: Instant) {}

    /// `samples` so far, their `rate`, and the loudest of them as a fraction.
    public func outputs(at instant: Instant) -> [Output] {
        [
            Output("samples", Double(frameCount)), Output("rate", Double(rate)),
            Output("peak", Double(peak) / 32_768),
        ]
    }
}
