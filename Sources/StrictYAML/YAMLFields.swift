import Yams

/// A mapping whose keys are laid down.
public struct YAMLFields {
    /// The mapping itself.
    public let place: YAMLValue
    private var values: [(key: String, value: YAMLValue)] = []

    /// Throws at once for a key that is not one of `keys`: the misspelt one helps more than the missing one.
    public init(_ place: YAMLValue, keys: [String]) throws(YAMLError) {
        self.place = place
        guard case .mapping(let mapping) = place.node else {
            _ = try place.entries()
            return
        }
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            guard keys.contains(name) else {
                throw YAMLError(
                    place.file, line: key.mark?.line,
                    "unknown key '\(name)'\(NearestNames.hint(for: name, among: keys))")
            }
            values.append((name, YAMLValue(value, file: place.file, key: name)))
        }
    }

    /// The value of a key that must be there.
    public subscript(key: String) -> YAMLValue {
        get throws(YAMLError) {
            guard let value = optional(key) else { throw place.error("missing key '\(key)'") }
            return value
        }
    }

    /// The value of a key that has two spellings; the first is what errors name.
    public func either(_ key: String, _ other: String) throws(YAMLError) -> YAMLValue {
        if let value = optional(other) { return value }
        return try self[key]
    }

    /// The value of a key that may be missing.
    public func optional(_ key: String) -> YAMLValue? { values.first { $0.key == key }?.value }
}
