import Fabric

/// Heart beat sensor (`wokwi-heart-beat-sensor`).
///
/// Datasheet: World Famous Electronics PulseSensor: one pulse a beat, here a high of 100 ms at its beginning.
/// Not modelled: the shape of the pulse wave between low and high.
public final class HeartBeatSensor: Dialled, Powered {
    private static let beatNanoseconds: UInt64 = 100_000_000
    private static let minuteNanoseconds = 60e9
    /// Supply and output.
    public static let pinNames = ["GND", "VCC", "OUT"]
    /// What it cannot do without.
    public static let neededPins = ["OUT"]
    /// The heart.
    public static let dials = [Dial("bpm", 30...220, at: 60, unit: "beats/min")]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Heart beat sensor: OUT is high for 100 ms at each beat", attributes: dials.attributes,
        notModelled: "the shape of the pulse wave")

    /// The part's name.
    public let id: String
    /// The heart.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private var output: Leg?

    /// A heart that beats as its attribute says.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        rails.onChange = { [weak self] _, instant in self?.drive(at: instant) }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if !rails.attach(name, to: net, at: instant) { output = Leg(net, at: instant) }
        drive(at: instant)
    }

    /// Runs or rests.
    public func worldChanged(_ name: String, at instant: Instant) { drive(at: instant) }

    private func drive(at instant: Instant) {
        let beat = PWMSignal(
            periodNanoseconds: UInt64((Self.minuteNanoseconds / world["bpm"]).rounded()),
            highNanoseconds: Self.beatNanoseconds, start: instant)
        output?.drive(rails.isOn ? .pwm(beat) : .released, at: instant)
    }
}
