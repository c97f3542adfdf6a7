import Fabric

/// Infrared receiver for 38 kHz (`wokwi-ir-receiver`).
///
/// Datasheet: Vishay TSOP38238: its output is low while it sees the carrier and is pulled up by 30 kOhm otherwise.
/// Not modelled: the carrier itself, the delay of its filter, being dazzled.
public final class IRReceiver: Dialled, Powered {
    private static let pullUpOhms: Ohms = 30_000
    /// Supply and output.
    public static let pinNames = ["GND", "VCC", "DAT"]
    /// What it cannot do without.
    public static let neededPins = ["DAT"]
    /// `command` makes it see a NEC frame with this command and the `address` set before.
    public static let dials = [
        Dial("address", 0...255, at: 0, isAttribute: false), Dial("command", 0...255, at: 0, isAttribute: false),
    ]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Infrared receiver: DAT is low while it sees light of 38 kHz", notModelled: "the carrier, the filter's delay")

    /// The part's name.
    public let id: String
    /// The frame seen last.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private let own: PulseTrain
    /// Light that remote controls send to everybody, and what was aimed at this receiver alone.
    private let shared: Net
    private let aimed: Net
    private var output: Leg?

    /// In the dark.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        shared = InfraredLight.net(in: circuit)
        aimed = circuit.makeNet(named: "light at \(id)")
        own = PulseTrain(net: aimed, circuit: circuit, rest: .released, at: .zero)
        for light in [shared, aimed] { light.observe { [weak self] _, instant in self?.drive(at: instant) } }
        rails.onChange = { [weak self] _, instant in self?.drive(at: instant) }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if !rails.attach(name, to: net, at: instant) { output = Leg(net, at: instant) }
        drive(at: instant)
    }

    /// Shows it a frame.
    public func worldChanged(_ name: String, at instant: Instant) {
        guard name == "command" else { return }
        let address = UInt8(world["address"].rounded())
        own.play(NECFrame.pulses(address: address, command: UInt8(world["command"].rounded())), from: instant)
    }

    private func drive(at instant: Instant) {
        let sees = shared.level(at: instant).isHigh || aimed.level(at: instant).isHigh
        output?.drive(!rails.isOn ? .released : sees ? .low : .pullUp(Self.pullUpOhms), at: instant)
    }
}
