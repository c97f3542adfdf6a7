import Devices
import StrictYAML

/// Attributes in a diagram that mean nothing to the parts that have them: one line each, with the place of the part.
enum AttributeNotes {
    /// Spellings of an attribute that work although `perch parts` does not list them.
    private static let spellings = ["i2cAddress": ["i2c-address", "address"]]

    static func lines(_ parts: [(part: Part, kind: PartKind)]) -> [String] {
        parts.flatMap { part, kind in
            // A part of the project's own has the attributes that its program asks for.
            part.kind != nil || part.type.hasPrefix("chip-") ? [] : lines(part, kind)
        }
    }

    private static func lines(_ part: Part, _ kind: PartKind) -> [String] {
        let known = kind.facts.attributes.map(\.name)
        // Every part can be labelled.
        let accepted = Set(known + known.flatMap { spellings[$0] ?? [] } + ["label"])
        let given = Set(part.attributes.keys).union(part.lists.keys)
        return given.subtracting(accepted).sorted().map { name in
            let place = part.place.map { "\($0): " } ?? ""
            return "\(place)\(part.id): it has no attribute '\(name)'\(NearestNames.hint(for: name, among: known))"
        }
    }
}
