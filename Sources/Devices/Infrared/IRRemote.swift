import Fabric

/// Infrared remote control of twenty keys (`wokwi-ir-remote`). All receivers of the circuit see it.
///
/// Datasheet: NEC uPD6122 (see NECFrame), address 0, the commands of Wokwi's table (Power 162, 0 is 104, 1 is 48 ...).
/// Not modelled: repeat codes while a key is held, the 38 kHz carrier.
public final class IRRemote: Dialled {
    /// It has none.
    public static let pinNames: [String] = []
    /// `command` sends a frame with this command: 162 Power, 226 Menu, 34 Test, 2 Plus, 194 Back, 224 Previous, 168 Play, 144 Next, 152 Minus, 176 C,
    /// and 104, 48, 24, 122, 16, 56, 90, 66, 74, 82 for 0 to 9.
    public static let dials = [Dial("command", 0...255, at: 0, isAttribute: false)]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Infrared remote control; all receivers see it. 104 48 24 122 16 56 90 66 74 82 are the keys 0 to 9",
        notModelled: "repeat codes, the carrier")

    /// The part's name.
    public let id: String
    /// The key pressed last.
    public let world: Dials
    private let light: PulseTrain

    /// Nobody has pressed yet.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        light = PulseTrain(net: InfraredLight.net(in: circuit), circuit: circuit, rest: .released, at: .zero)
    }

    /// It has no pins.
    public func attach(pin name: String, to net: Net, at instant: Instant) {}

    /// Sends a frame.
    public func worldChanged(_ name: String, at instant: Instant) {
        light.play(NECFrame.pulses(address: 0, command: UInt8(world["command"].rounded())), from: instant)
    }
}
