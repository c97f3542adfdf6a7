import Fabric

/// Ultrasonic distance sensor (`wokwi-hc-sr04`).
///
/// Datasheet: ElecFreaks HC-SR04: a pulse of at least 10 µs at TRIG; eight cycles of 40 kHz (200 µs) later ECHO is high for 58 µs a
/// centimetre, 2 to 400 cm, in steps of 3 mm at best.
/// Not modelled: missing echoes (38 ms), temperature of the air, the cone's width.
public final class HCSR04: Dialled, Powered {
    private static let triggerLeast: Picoseconds = .microseconds(10)
    private static let burst: Picoseconds = .microseconds(200)
    private static let microsecondsPerCentimetre = 58.0
    /// Supply, trigger and echo.
    public static let pinNames = ["VCC", "TRIG", "ECHO", "GND"]
    /// What it cannot do without.
    public static let neededPins = ["TRIG", "ECHO"]
    /// How far away something stands.
    public static let dials = [Dial("distance", 2...400, at: 400, unit: "cm")]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Ultrasonic distance sensor: 10 µs at TRIG, then ECHO is high for 58 µs a centimetre",
        attributes: dials.attributes, notModelled: "missing echoes, temperature of the air, the cone's width")

    /// The part's name.
    public let id: String
    /// What stands before it.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private let circuit: Circuit
    private var trigger: EdgeSubscription?
    private var rise: Instant?
    private var echo: PulseTrain?
    private var busyUntil = Instant.zero
    private var hadShortTrigger = false

    /// Nothing within four metres.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        self.circuit = circuit
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) { return }
        if name == "ECHO" {
            echo = PulseTrain(net: net, circuit: circuit, rest: .low, at: instant)
        } else {
            trigger = net.observeEdges(at: instant) { [weak self] level, instant in
                guard let self else { return }
                if level.isHigh { rise = instant } else { triggered(at: instant) }
            }
        }
    }

    private func triggered(at instant: Instant) {
        guard let rise, rails.isOn, instant >= busyUntil else { return }
        self.rise = nil
        if instant - rise < Self.triggerLeast {
            hadShortTrigger = true
            return
        }
        let length = Picoseconds(microseconds: world["distance"] * Self.microsecondsPerCentimetre)
        busyUntil = instant + Self.burst + length
        echo?.play([(.high, length)], from: instant + Self.burst)
    }

    /// Its supply, and triggers that were too short.
    public func complaints(at instant: Instant) -> [String] {
        rails.complaints(part: id)
            + (hadShortTrigger ? ["\(id): a pulse at TRIG was shorter than 10 µs and gave no echo"] : [])
    }
}
