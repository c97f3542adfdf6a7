import Fabric

/// A part on the desk, with two faces and no back door.
///
/// Its bus face is its pins: each hangs on a net, and that is all the guest can see of it. Its world face is its controls, which the
/// window and the scenario turn, and its outputs, which they look at. It knows no board, no interpreter and no other part.
public protocol Device: AnyObject, SendableMetatype {
    /// The part's name in its circuit, `led1`.
    var id: String { get }
    /// The names of its pins, as Wokwi spells them.
    static var pinNames: [String] { get }
    /// The pins without which it does nothing at all, its supply apart; of several in one word, `SCL CLK`, any will do.
    static var neededPins: [String] { get }
    /// Open-drain pins that want a resistor to the supply, which the part has not.
    static var pullUpPins: [String] { get }
    /// Other names that people and other makers give its pins, and the pin that each means.
    static var pinAliases: [String: String] { get }
    /// What a person can do to it.
    static var controls: [Control] { get }
    /// What a person can do to this one: the same for all of a kind of the catalogue.
    var controls: [Control] { get }
    /// What `perch parts` says of it.
    static var facts: PartFacts { get }

    /// The part in its first state, soldered to nothing yet. It may keep the circuit's events, nothing else of it.
    init(id: String, attributes: Attributes, circuit: Circuit) throws(DeviceError)
    /// Solders a pin to a net; `name` is one of `pinNames`.
    func attach(pin name: String, to net: Net, at instant: Instant)
    /// All that will be soldered is. Most parts have nothing to do then.
    func begin(at instant: Instant)
    /// Turns a control; `name` is that of one of `controls`, and `value` lies in its range.
    func turn(control name: String, to value: Double, at instant: Instant)
    /// What a person can see and hear of it now, and how its controls stand.
    func outputs(at instant: Instant) -> [Output]
    /// What its display of pixels shows now; nil for a part without one.
    func picture(at instant: Instant) -> Picture?
    /// What its display of characters or digits shows now; nil for a part without one.
    func readout(at instant: Instant) -> Readout?
    /// What is wrong with how it is wired or used, one line each, the same line for the same thing. The board notes each once.
    func complaints(at instant: Instant) -> [String]
}

/// Something on a part that a person can press, turn or heat.
public struct Control: Hashable, Sendable {
    /// The name in a scenario's `set-control`.
    public let name: String
    /// What it can be turned to.
    public let range: ClosedRange<Double>
    /// Of its value, `°C`; empty for a switch or a fraction.
    public let unit: String

    /// A control of this name.
    public init(_ name: String, _ range: ClosedRange<Double>, unit: String = "") {
        self.name = name
        self.range = range
        self.unit = unit
    }
}

/// Something about a part that a person can see or hear.
public struct Output: Hashable, Sendable {
    /// What it is: `brightness`, `tone`.
    public let name: String
    /// How much of it.
    public let value: Double

    /// An output of this name.
    public init(_ name: String, _ value: Double) {
        self.name = name
        self.value = value
    }
}

extension Device {
    /// Nothing said yet.
    public static var facts: PartFacts { PartFacts("") }
    /// None, or the module has them.
    public static var pullUpPins: [String] { [] }
    /// None but its own.
    public static var pinAliases: [String: String] { [:] }
    /// Those of its kind.
    public var controls: [Control] { Self.controls }
    /// Nothing to do.
    public func begin(at instant: Instant) {}

    /// Solders a pin to a net, or says which pins there are. `1.r` may also be given as a bare `1`: pins with the same name before
    /// the last dot are one inside the part.
    public func connect(pin name: String, to net: Net, at instant: Instant) throws(DeviceError) {
        if Self.pinNames.contains(name) { return attach(pin: name, to: net, at: instant) }
        let sides = Self.pinNames.filter { $0.hasPrefix(name + ".") }
        guard let first = sides.first else { throw .unknownPin(part: id, pin: name, known: Self.pinNames) }
        attach(pin: first, to: net, at: instant)
    }

    /// Turns a control, or says what is wrong with it.
    public func set(control name: String, to value: Double, at instant: Instant) throws(DeviceError) {
        guard let control = controls.first(where: { $0.name == name }) else {
            throw .unknownControl(part: id, control: name, known: controls.map(\.name))
        }
        guard control.range.contains(value) else { throw .outOfRange(part: id, control: control, value: value) }
        turn(control: name, to: value, at: instant)
    }

    /// One of the outputs; nil if the part has none of this name.
    public func output(_ name: String, at instant: Instant) -> Double? {
        outputs(at: instant).first { $0.name == name }?.value
    }
}

/// What can be wrong with a circuit's or a scenario's words about a part.
public enum DeviceError: Error, Equatable, CustomStringConvertible {
    /// The catalogue has no part of this type.
    case unknownType(String)
    /// The part has no pin of this name.
    case unknownPin(part: String, pin: String, known: [String])
    /// The part has no control of this name.
    case unknownControl(part: String, control: String, known: [String])
    /// The control cannot be turned that far.
    case outOfRange(part: String, control: Control, value: Double)
    /// A person sees nothing of this name there.
    case unknownOutput(part: String, output: String, known: [String])
    /// An attribute has a value that means nothing.
    case badAttribute(part: String, name: String, value: String, expected: String)

    /// One clear line.
    public var description: String {
        switch self {
        case .unknownType(let type): "unknown part type '\(type)'"
        case .unknownPin(let part, let pin, let known):
            "\(part): no pin '\(pin)' (its pins are \(known.joined(separator: ", ")))"
        case .unknownControl(let part, let control, let known):
            known.isEmpty
                ? "\(part): no control '\(control)' (it has none)"
                : "\(part): no control '\(control)' (it has \(known.joined(separator: ", ")))"
        case .unknownOutput(let part, let output, let known):
            known.isEmpty
                ? "\(part): no output '\(output)' (it has none)"
                : "\(part): no output '\(output)' (it has \(known.joined(separator: ", ")))"
        case .outOfRange(let part, let control, let value):
            "\(part): '\(control.name)' goes from \(PlainNumber(control.range.lowerBound)) to \(PlainNumber(control.range.upperBound)), not to \(PlainNumber(value))"
        case .badAttribute(let part, let name, let value, let expected):
            "\(part): attribute '\(name)' is '\(value)', expected \(expected)"
        }
    }
}
