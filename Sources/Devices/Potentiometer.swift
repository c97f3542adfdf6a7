import Fabric

/// Potentiometer, 10 kOhm linear (`wokwi-potentiometer`, `wokwi-slide-potentiometer`).
///
/// Datasheet: Bourns PTV09A (rotary) and PTL (slide), taper B; attributes of Wokwi's parts.
/// Not modelled: wiper noise, end resistance, current that the wiper's load draws through a rail which is itself weak.
public final class Potentiometer: Device {
    /// The ends of the track and the wiper.
    public static let pinNames = ["GND", "SIG", "VCC"]
    /// What it cannot do without.
    public static let neededPins = ["SIG"]
    /// 0 is at GND, 1 at VCC.
    public static let controls = [Control("position", 0...1)]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Potentiometer, 10 kOhm linear; SIG is the wiper",
        attributes: [
            .init("value", default: "0", "where it stands at power on, 0 to 1023"),
            .init("travelLength", default: "30", "millimetres, of a slide; not drawn"),
        ],
        notModelled: "wiper noise, end resistance, the load of the wiper on a weak rail")

    private static let trackOhms: Ohms = 10_000
    /// The default attribute scale of Wokwi.
    private static let attributeSteps = 1023.0

    private struct State {
        var position: Double
    }

    /// The part's name.
    public let id: String
    private var low: Net?
    private var wiper: (net: Net, driver: Net.DriverSlot)?
    private var high: Net?
    private let supplyVolts: Volts
    private var state: State

    /// A potentiometer at the position of its attribute `value`, 0...1023. As in Wokwi, it has ground and supply if
    /// neither is wired.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        supplyVolts = circuit.supplyVolts
        let value = try attributes.number("value", default: 0, in: 0...Self.attributeSteps, part: id)
        state = State(position: value / Self.attributeSteps)
    }

    // MARK: Bus face

    /// Solders an end or the wiper.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        switch name {
        case "SIG": wiper = (net, net.addDriver(at: instant))
        case "GND": low = net
        default: high = net
        }
        if name != "SIG" { net.observe { [weak self] _, instant in self?.drive(at: instant) } }
        drive(at: instant)
    }

    private func drive(at instant: Instant) {
        guard let wiper else { return }
        // With one end in the air no current flows, and all of the track is at the other's voltage.
        let bottom = low?.averageVolts ?? high?.averageVolts ?? 0
        let top = high?.averageVolts ?? low?.averageVolts ?? supplyVolts
        // Thevenin: both parts of the track side by side.
        let ohms = Self.trackOhms * position * (1 - position)
        wiper.net.setDrive(wiper.driver, to: .voltage(bottom + (top - bottom) * position, ohms), at: instant)
    }

    // MARK: World face

    /// Where the wiper stands, 0...1.
    public var position: Double { state.position }

    /// Turns it.
    public func setPosition(_ position: Double, at instant: Instant) {
        state.position = min(max(position, 0), 1)
        drive(at: instant)
    }

    /// Turns it.
    public func turn(control name: String, to value: Double, at instant: Instant) { setPosition(value, at: instant) }

    /// Nothing to divide.
    public func complaints(at instant: Instant) -> [String] {
        switch (low, high) {
        case (nil, nil): return []
        case (nil, _): return ["\(id): GND is not wired, so SIG stays at the voltage of VCC"]
        case (_, nil): return ["\(id): VCC is not wired, so SIG stays at the voltage of GND"]
        case (let low?, let high?):
            if abs(low.averageVolts - high.averageVolts) >= 0.1 { return [] }
            return ["\(id): there is no voltage between GND and VCC, so SIG does not move"]
        }
    }

    /// `position`.
    public func outputs(at instant: Instant) -> [Output] { [Output("position", position)] }
}
