import Fabric

/// Passive infrared motion sensor (`wokwi-pir-motion-sensor`).
///
/// Datasheet: HC-SR501: OUT is high for `delayTime` after motion; with retriggering (jumper H) motion prolongs it, without (jumper L) it does
/// not; after it the sensor is blind for `inhibitTime`.
/// Not modelled: the minute of warming up, distance and angle.
public final class PIRMotionSensor: Dialled, Powered {
    /// Supply and output.
    public static let pinNames = ["VCC", "OUT", "GND"]
    /// What it cannot do without.
    public static let neededPins = ["OUT"]
    /// 1 while something moves.
    public static let dials = [Dial("motion", 0...1, at: 0, isAttribute: false)]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Infrared motion sensor: OUT is high for a while after motion",
        attributes: [
            .init("delayTime", default: "5", "seconds that OUT stays high"),
            .init("inhibitTime", default: "1.2", "seconds that it is blind afterwards"),
            .init("retrigger", default: "1", "0: motion while OUT is high does not prolong it"),
        ], notModelled: "the minute of warming up, distance and angle")

    /// The part's name.
    public let id: String
    /// What moves.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private let events: EventQueue
    private let delay: Picoseconds
    private let inhibit: Picoseconds
    private let retriggers: Bool
    private var output: Leg?
    private var isHigh = false
    private var isBlind = false
    private var end: EventQueue.Token?

    /// Nothing moves.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        events = circuit.events
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        let hour = 3600.0
        delay = Picoseconds(seconds: try attributes.number("delayTime", default: 5, in: 0...hour, part: id))
        inhibit = Picoseconds(seconds: try attributes.number("inhibitTime", default: 1.2, in: 0...hour, part: id))
        retriggers = attributes.flag("retrigger", default: true)
        rails.onChange = { [weak self] _, instant in self?.drive(at: instant) }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if !rails.attach(name, to: net, at: instant) { output = Leg(net, at: instant) }
        drive(at: instant)
    }

    /// Something moves, or stands still again.
    public func worldChanged(_ name: String, at instant: Instant) {
        // What moved until now is the last motion: the delay counts from here.
        if world["motion"] < 0.5 && isHigh && retriggers { planEnd(at: instant) }
        look(at: instant)
    }

    private func look(at instant: Instant) {
        guard world["motion"] >= 0.5, rails.isOn, !isBlind, !isHigh || retriggers else { return }
        isHigh = true
        planEnd(at: instant)
        drive(at: instant)
    }

    private func planEnd(at instant: Instant) {
        if let end { events.cancel(end) }
        end = events.schedule(at: instant + delay) { [weak self] in self?.delayEnded(at: $0) }
    }

    private func delayEnded(at instant: Instant) {
        end = nil
        if retriggers && world["motion"] >= 0.5 { return look(at: instant) }
        isHigh = false
        isBlind = true
        drive(at: instant)
        events.schedule(at: instant + inhibit) { [weak self] in
            self?.isBlind = false
            self?.look(at: $0)
        }
    }

    private func drive(at instant: Instant) {
        output?.drive(!rails.isOn ? .released : isHigh ? .high : .low, at: instant)
    }
}
