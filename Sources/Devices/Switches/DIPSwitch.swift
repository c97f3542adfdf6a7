import Fabric

/// Eight little switches in one package (`wokwi-dip-switch-8`).
///
/// Datasheet: CTS 206-8: a position joins its two pins while it is on.
/// Not modelled: bounce, contact resistance.
public final class DIPSwitch: Dialled {
    private static let positions = 1...8
    /// Two for each position.
    public static let pinNames = positions.map { "\($0)a" } + positions.map { "\($0)b" }
    /// 1 is on.
    public static let dials = positions.map { Dial("\($0)", 0...1, at: 0, isAttribute: false) }
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Eight switches: 1a joins 1b while switch 1 is on", notModelled: "bounce, contact resistance")

    /// The part's name.
    public let id: String
    /// Which are on.
    public let world: Dials
    private var nets: [String: Net] = [:]
    private var contacts: [String: Contact] = [:]

    /// All off.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        nets[name] = net
        let position = String(name.dropLast())
        guard let one = nets[position + "a"], let other = nets[position + "b"] else { return }
        contacts[position] = Contact(between: one, and: other)
        worldChanged(position, at: instant)
    }

    /// Moves a switch; 0.5 and more is on.
    public func worldChanged(_ name: String, at instant: Instant) {
        if world[name] >= 0.5 { contacts[name]?.close(at: instant) } else { contacts[name]?.open(at: instant) }
    }
}
