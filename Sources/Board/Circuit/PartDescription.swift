import Devices
import Fabric

/// What can be said of a type of part before it is wired: for lists and help.
public struct PartDescription: Sendable {
    /// Its type, `wokwi-dht22`.
    public let type: String
    /// What it is.
    public let summary: String
    /// Its pins.
    public let pins: [String]
    /// Its attributes: name, what stands for a missing one, meaning.
    public let attributes: [(name: String, standard: String, meaning: String)]
    /// What a person can do to it: name, range, unit.
    public let controls: [(name: String, range: ClosedRange<Double>, unit: String)]
    /// What a person sees or hears of it: the names of its outputs.
    public let outputs: [String]
    /// What the real part does and this one does not.
    public let notModelled: String

    /// Its type without the prefix, `dht22`.
    public var shortName: String { PartTypes.name(in: type) ?? type }

    /// All types, parts without behaviour last.
    public static var all: [PartDescription] {
        Catalog.types.compactMap { type in Catalog.kind(of: type).map { PartDescription(type, PartKind($0)) } }
            + Junction.types.map { PartDescription($0.type, $0.summary) }
    }

    /// The type of this name, with or without its prefix.
    public static func find(_ name: String) -> PartDescription? {
        let all = all
        return all.first { $0.type == name }
            ?? all.first { $0.shortName == (PartTypes.name(in: name) ?? name.lowercased()) }
    }

    /// A type of this kind.
    init(_ type: String, _ kind: PartKind) {
        self.type = type
        let facts = kind.facts
        summary = facts.summary
        pins = kind.pinNames
        attributes = facts.attributes.map { ($0.name, $0.standard, $0.meaning) }
        controls = kind.controls.map { ($0.name, $0.range, $0.unit) }
        // What can be seen depends on nothing but the kind.
        let sample = try? kind.make(id: "", attributes: Attributes(), in: Circuit())
        outputs = sample?.outputs(at: .zero).map(\.name) ?? []
        notModelled = facts.notModelled
    }

    private init(_ type: String, _ summary: String) {
        self.type = type
        self.summary = summary
        pins = type == "wokwi-vcc" ? ["VCC"] : type == "wokwi-gnd" ? ["GND"] : []
        attributes =
            switch type {
            case "wokwi-vcc": [("voltage", "5", "volts")]
            case "wokwi-text": [("text", "", "what it says")]
            default: []
            }
        controls = []
        outputs = []
        notModelled = ""
    }
}
