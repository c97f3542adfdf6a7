import Fabric

/// Microphone on a board with a comparator (`wokwi-big-sound-sensor`, `wokwi-small-sound-sensor`).
///
/// Datasheet: KY-037 and KY-038 (Joy-IT): AOUT rests at half of the supply and is louder the further it is from there; DOUT is high above the
/// trimmer's threshold, here three quarters.
/// Not modelled: the sound's waveform: AOUT stands at its upper peak.
public final class SoundSensor: Dialled, Powered {
    private static let threshold = 0.75
    /// Supply, comparator and voltage.
    public static let pinNames = ["AOUT", "GND", "VCC", "DOUT"]
    /// What it cannot do without.
    public static let neededPins = ["AOUT DOUT"]
    /// From silence to as loud as it can hear.
    public static let dials = [Dial("sound", 0...1, at: 0)]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Sound sensor: AOUT rises from half of the supply with the noise, DOUT is high while it is loud",
        attributes: dials.attributes, notModelled: "the waveform; AOUT stands at its upper peak")

    /// The part's name.
    public let id: String
    /// The noise.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private var board: ComparatorBoard!

    /// In silence.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        board = ComparatorBoard(analog: "AOUT", digital: "DOUT", circuit: circuit, rails: rails) { [unowned self] in
            let share = 0.5 + world["sound"] / 2
            return (rails.volts * share, 1_000, share > Self.threshold)
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        board.attach(name, to: net, at: instant)
    }

    /// Makes a noise.
    public func worldChanged(_ name: String, at instant: Instant) { board.show(at: instant) }
}
