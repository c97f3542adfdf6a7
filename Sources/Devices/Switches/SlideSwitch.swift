import Fabric

/// Slide switch, single pole, double throw (`wokwi-slide-switch`).
///
/// Datasheet: E-Switch EG1218: the middle pin joins one of its neighbours, break before make; bounce as Wokwi documents it.
/// Not modelled: contact resistance.
public final class SlideSwitch: Dialled {
    /// The middle one is common.
    public static let pinNames = ["1", "2", "3"]
    /// What it cannot do without.
    public static let neededPins = ["2"]
    /// 0 is left: 2 joins 1.
    public static let dials = [Dial("value", 0...1, at: 0, isAttribute: false)]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Slide switch: 2 joins 1 (left) or 3 (right)",
        attributes: [
            .init("value", default: "", "1: it begins right"),
            .init("bounce", default: "1", "0: the contact does not bounce"),
        ], notModelled: "contact resistance")

    /// The part's name.
    public let id: String
    /// Where the handle stands.
    public let world: Dials
    private let contact: Changeover

    /// A switch where its attribute says.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        contact = Changeover(
            named: id, bounces: attributes.flag("bounce", default: true), events: circuit.events)
        if attributes.flag("value", default: false) {
            world.turn("value", to: 1)
            contact.rest(at: .second)
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        contact.attach(name == "2" ? .common : name == "1" ? .first : .second, to: net, at: instant)
    }

    /// Moves the handle; 0.5 and more is right.
    public func worldChanged(_ name: String, at instant: Instant) {
        contact.move(to: world["value"] >= 0.5 ? .second : .first, at: instant)
    }
}
