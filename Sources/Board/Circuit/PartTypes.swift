import Devices

/// Finds the kind of part that a type of a diagram means.
enum PartTypes {
    /// By its type, or by what follows `wokwi-`, `board-` or `chip-`: people write custom chips (`chip-bmp280`) for parts that are here.
    static func kind(of type: String) -> PartKind? {
        if let kind = Catalog.kind(of: type) { return PartKind(kind) }
        guard let name = name(in: type) else { return nil }
        return Catalog.types.first { self.name(in: $0) == name }.flatMap { Catalog.kind(of: $0) }.map { PartKind($0) }
    }

    /// The type without its prefix; nil for one that has none.
    static func name(in type: String) -> String? {
        for prefix in ["wokwi-", "board-", "chip-"] where type.hasPrefix(prefix) {
            return type.dropFirst(prefix.count).lowercased()
        }
        return nil
    }
}
