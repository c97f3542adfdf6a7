import Fabric

/// Bipolar stepper motor of 200 steps a turn (`wokwi-stepper-motor`).
///
/// Datasheet: NEMA 17 (17HS4023): a full step is 1.8 degrees and a quarter of an electrical turn. The rotor follows the field of the two
/// coils at once; a jump of half an electrical turn moves it nowhere.
/// Not modelled: torque, load, inertia, the highest speed, resistance of the coils.
public final class StepperMotor: Device {
    private static let stepDegrees = 1.8
    /// The two coils.
    public static let pinNames = ["A-", "A+", "B+", "B-"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Stepper motor, bipolar, 200 steps a turn",
        attributes: [
            .init("gearRatio", default: "1:1", "turns of the motor to turns of the shaft"),
            .init("arrow", default: "", "colour of an arrow on the shaft"),
            .init("display", default: "steps", "steps, angle or none"), .init("size", default: "23", "NEMA size"),
        ], notModelled: "torque, load, inertia, the highest speed")

    /// The part's name.
    public let id: String
    private let gearRatio: Double
    private var coils: [String: Net] = [:]
    /// Where the rotor stands: its electrical angle within a turn (90 degrees are a full step), nil before the first current, and how
    /// far it has turned in all.
    private struct Rotor {
        var electrical: Double?
        var turned = 0.0
    }

    private var rotor = Rotor()
    /// Before the present instant: the four ends change one after the other in it, and the rotor sees all at once.
    private var rotorBefore = Rotor()
    private var lastChange = Instant.zero

    /// At rest, without current.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        let word = attributes.text("gearRatio", default: "1:1")
        let parts = word.split(separator: ":").map { Double(String($0)) }
        guard parts.count == 2, let motor = parts[0], let shaft = parts[1], motor > 0, shaft > 0 else {
            throw .badAttribute(part: id, name: "gearRatio", value: word, expected: "a ratio such as 2:1")
        }
        gearRatio = motor / shaft
    }

    /// Solders an end of a coil.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        coils[name] = net
        net.observe { [weak self] _, instant in self?.follow(at: instant) }
        follow(at: instant)
    }

    private func volts(_ plus: String, _ minus: String) -> Volts {
        guard let plus = coils[plus], let minus = coils[minus] else { return 0 }
        return plus.averageVolts - minus.averageVolts
    }

    private func follow(at instant: Instant) {
        if instant != lastChange { rotorBefore = rotor }
        lastChange = instant
        rotor = rotorBefore
        let field = (a: volts("A+", "A-"), b: volts("B+", "B-"))
        guard abs(field.a) > 0.05 || abs(field.b) > 0.05 else { return }
        let angle = Curves.degrees(y: field.b, x: field.a)
        guard let before = rotor.electrical else { return rotor.electrical = angle }
        var change = angle - before
        if change > 180 { change -= 360 }
        if change < -180 { change += 360 }
        // Straight against the field there is no torque.
        guard abs(abs(change) - 180) > 1e-6 else { return }
        rotor.electrical = angle
        rotor.turned += change
    }

    /// How far the shaft has turned since power on, in degrees, clockwise up.
    public var degrees: Double { rotor.turned / 90 * Self.stepDegrees / gearRatio }

    /// `angle` in degrees, `steps` of 1.8 degrees of the motor.
    public func outputs(at instant: Instant) -> [Output] {
        [Output("angle", degrees), Output("steps", rotor.turned / 90)]
    }
}
