import Fabric

/// Something of the world that a part feels: a control that people turn, and mostly an attribute that says where it stands at first.
public struct Dial: Sendable {
    let control: Control
    let standard: Double
    let isAttribute: Bool

    /// A dial; `isAttribute` false for what always begins at its standard, a key that nobody presses.
    init(
        _ name: String, _ range: ClosedRange<Double>, at standard: Double, unit: String = "", isAttribute: Bool = true
    ) {
        control = Control(name, range, unit: unit)
        self.standard = standard
        self.isAttribute = isAttribute
    }

    /// The dial as an attribute of the part.
    var attribute: PartFacts.Attribute { .init(startOf: control, default: standard) }
}

extension [Dial] {
    /// Those that are attributes.
    var attributes: [PartFacts.Attribute] { filter(\.isAttribute).map(\.attribute) }
}

/// Where the dials of one part stand.
public final class Dials {
    private let dials: [Dial]
    private var values: [Double]

    init(_ dials: [Dial], _ attributes: Attributes, part: String) throws(DeviceError) {
        self.dials = dials
        values = []
        for dial in dials {
            guard dial.isAttribute else {
                values.append(dial.standard)
                continue
            }
            values.append(
                try attributes.number(dial.control.name, default: dial.standard, in: dial.control.range, part: part))
        }
    }

    subscript(name: String) -> Double { values[dials.firstIndex { $0.control.name == name }!] }

    func turn(_ name: String, to value: Double) { values[dials.firstIndex { $0.control.name == name }!] = value }

    var outputs: [Output] { zip(dials, values).map { Output($0.control.name, $1) } }
}

/// A part whose controls are all dials.
public protocol Dialled: Device {
    /// What can be turned.
    static var dials: [Dial] { get }
    /// Where it stands.
    var world: Dials { get }
    /// A dial was turned.
    func worldChanged(_ name: String, at instant: Instant)
}

extension Dialled {
    /// The dials.
    public static var controls: [Control] { dials.map(\.control) }

    /// Turns a dial.
    public func turn(control name: String, to value: Double, at instant: Instant) {
        world.turn(name, to: value)
        worldChanged(name, at: instant)
    }

    /// Where the dials stand.
    public func outputs(at instant: Instant) -> [Output] { world.outputs }

    /// The part looks when it needs to know.
    public func worldChanged(_ name: String, at instant: Instant) {}
}
