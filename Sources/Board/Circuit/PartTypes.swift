import BoardProfiles
import Devices
import StrictYAML

/// Finds the kind of part that a type of a diagram means.
enum PartTypes {
    /// By its type, or by what follows `wokwi-`, `board-` or `chip-`: people write custom chips (`chip-bmp280`) for parts that are here.
    static func kind(of type: String) -> PartKind? {
        if let kind = Catalog.kind(of: type) { return PartKind(kind) }
        guard let name = name(in: type) else { return nil }
        return Catalog.types.first { self.name(in: $0) == name }.flatMap { Catalog.kind(of: $0) }.map { PartKind($0) }
    }

    /// ` (did you mean 'wokwi-led'?)`, of the parts and the boards; nothing where nothing is near.
    static func hint(for type: String) -> String {
        // Somebody's own part is what it is called.
        if type.hasPrefix("chip-") { return "" }
        let types = Catalog.types + Junction.types.map(\.type) + boardTypes
        // Prefixes are alike enough to make anything near.
        let near = NearestNames.find(name(in: type) ?? type, among: Set(types.compactMap { name(in: $0) }).sorted())
        let found = near.compactMap { near in types.first { name(in: $0) == near } }.map { "'\($0)'" }
        return found.isEmpty ? "" : " (did you mean \(found.joined(separator: " or "))?)"
    }

    private static let boardTypes =
        (try? BoardProfile.available.flatMap { try BoardProfile.load($0).wokwiTypes }) ?? []

    /// The type without its prefix; nil for one that has none.
    static func name(in type: String) -> String? {
        for prefix in ["wokwi-", "board-", "chip-"] where type.hasPrefix(prefix) {
            return type.dropFirst(prefix.count).lowercased()
        }
        return nil
    }
}
