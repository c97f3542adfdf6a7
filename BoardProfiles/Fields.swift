import Yams

/// A mapping of a profile whose keys are laid down.
struct Fields {
    let place: ProfileValue
    private var values: [(key: String, value: ProfileValue)] = []

    /// Throws at once for a key that is not one of `keys`: the misspelt one helps more than the missing one.
    init(_ place: ProfileValue, keys: [String]) throws(ProfileError) {
        self.place = place
        guard case .mapping(let mapping) = place.node else {
            _ = try place.entries()
            return
        }
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            guard keys.contains(name) else {
                throw ProfileError(
                    place.file, line: key.mark?.line,
                    "unknown key '\(name)'\(NearestNames.hint(for: name, among: keys))")
            }
            values.append((name, ProfileValue(value, file: place.file, key: name)))
        }
    }

    /// The value of a key that must be there.
    subscript(key: String) -> ProfileValue {
        get throws(ProfileError) {
            guard let value = optional(key) else { throw place.error("missing key '\(key)'") }
            return value
        }
    }

    /// The value of a key that may be missing.
    func optional(_ key: String) -> ProfileValue? { values.first { $0.key == key }?.value }
}
