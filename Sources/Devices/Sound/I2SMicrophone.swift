import Fabric

/// I2S microphone (`board-inmp441`), which hears a tone.
///
/// Datasheet: InvenSense INMP441 DS-INMP441-00: 24 bits from the top of a 32 bit slot, left or right by L/R, silent for 2^18 clocks after power on.
/// Not modelled: noise, frequency response, CHIPEN, the other channel's microphone on the same line.
public final class I2SMicrophone: Powered, AudioFace {
    /// Supply, clocks, data and the choice of the channel.
    public static let pinNames = ["VDD", "GND", "SCK", "WS", "SD", "L/R"]
    /// The tone that it hears.
    public static let controls = [Control("frequency", 20...20_000, unit: "Hz"), Control("amplitude", 0...1)]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "I2S microphone INMP441, hears a triangle wave",
        attributes: [
            .init("frequency", default: "440", "of the tone in Hz"), .init("amplitude", default: "0.5", "0 to 1"),
        ], notModelled: "noise, frequency response, CHIPEN")

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    private var frequency: Double
    private var amplitude: Double
    private var side: Net?
    private var clock: Net?

    /// A microphone in its room.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        rails = Rails(supply: "VDD", circuit: circuit)
        frequency = try attributes.number("frequency", default: 440, in: 20...20_000, part: id)
        amplitude = try attributes.number("amplitude", default: 0.5, in: 0...1, part: id)
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) { return }
        switch name {
        case "SD": net.addAudioFace(self)
        case "SCK": clock = net
        case "L/R": side = net
        default: break
        }
    }

    /// It takes nothing.
    public func take(left: Int32, right: Int32, bits: Int, at instant: Instant) {}

    /// The tone's height now: a triangle, by whole numbers so that it is the same everywhere.
    public func give(at instant: Instant) -> (left: Int32, right: Int32)? {
        guard rails.isOn, clock?.waveform != nil else { return nil }
        let period = UInt64(1_000_000_000_000 / frequency)
        let phase = Int64(instant.picoseconds % period * 65_536 / period)
        let height = phase < 16_384 ? phase : phase < 49_152 ? 32_768 - phase : phase - 65_536
        let scaled = height * 512 * Int64(amplitude * 65_536) / 65_536
        // 24 bits, the lowest 8 of the slot are zero.
        let sample = Int32(truncatingIfNeeded: min(max(scaled, -8_388_608), 8_388_607)) << 8
        // L/R low: the left channel. Nobody drives the other half of the frame.
        return side?.level(at: instant) == .high ? (0, sample) : (sample, 0)
    }

    /// Turns the tone.
    public func turn(control name: String, to value: Double, at instant: Instant) {
        if name == "frequency" { frequency = value } else { amplitude = value }
    }

    /// How the tone stands.
    public func outputs(at instant: Instant) -> [Output] {
        [Output("frequency", frequency), Output("amplitude", amplitude)]
    }
}
