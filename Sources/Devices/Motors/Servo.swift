import Fabric

/// Hobby servo (`wokwi-servo`).
///
/// Datasheet: Tower Pro SG90: 0.1 s for 60 degrees, pulses at 50 Hz; 544 µs is 0 and 2400 µs is 180 degrees, the ends of Wokwi's servo (and of Arduino's
/// library), with hard stops there.
/// Not modelled: load, the servo's holding still without pulses, dead band, supply of 5 V.
public final class Servo: Powered {
    private static let pulse = (least: 544.0, most: 2400.0)
    private static let degreesMost = 180.0
    private static let degreesPerSecond = 600.0
    /// A longer pulse is no pulse.
    private static let noPulse: Picoseconds = .milliseconds(4)
    /// Supply and signal.
    public static let pinNames = ["GND", "V+", "PWM"]
    /// What it cannot do without.
    public static let neededPins = ["PWM"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Servo: pulses of 544 to 2400 µs turn it to 0 to 180 degrees",
        attributes: [
            .init("horn", default: "single", "single, double or cross"), .init("hornColor", default: "#ccc", "#rgb"),
        ], notModelled: "load, dead band")

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    private var gauge: DutyGauge!
    private var start = (degrees: 0.0, at: Instant.zero)
    private var target = 0.0

    /// At 0 degrees.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        rails = Rails(supply: "V+", circuit: circuit)
        gauge = DutyGauge { [unowned self] in turn(pulse: $0, at: $1) }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if !rails.attach(name, to: net, at: instant) { gauge.attach(to: net, at: instant) }
    }

    private func turn(pulse: Picoseconds, at instant: Instant) {
        guard rails.isOn, pulse > 0, pulse < Self.noPulse else { return }
        let share = (Double(pulse) / 1e6 - Self.pulse.least) / (Self.pulse.most - Self.pulse.least)
        start = (degrees(at: instant), instant)
        target = min(max(share, 0), 1) * Self.degreesMost
    }

    /// Where the horn stands now.
    public func degrees(at instant: Instant) -> Double {
        let way = Self.degreesPerSecond * Double(instant - start.at) / 1e12
        return start.degrees < target ? min(start.degrees + way, target) : max(start.degrees - way, target)
    }

    /// `angle` in degrees.
    public func outputs(at instant: Instant) -> [Output] { [Output("angle", degrees(at: instant))] }
}
