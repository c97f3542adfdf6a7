/// Finds what someone may have meant.
public enum NearestNames {
    /// Up to three of `names` that differ least from `word`, the nearest first, those that differ too much left out.
    public static func find(_ word: String, among names: [String]) -> [String] {
        let limit = max(2, word.count / 3)
        let rated = names.map { (name: $0, distance: distance(word.lowercased(), $0.lowercased())) }
        let near = rated.filter { $0.distance <= limit || $0.name.hasPrefix(word) && word.count > 1 }
        return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
    }

    /// ` (did you mean 'clock'?)`, or nothing.
    public static func hint(for word: String, among names: [String]) -> String {
        let found = find(word, among: names).map { "'\($0)'" }
        return found.isEmpty ? "" : " (did you mean \(found.joined(separator: " or "))?)"
    }

    /// Levenshtein's distance: letters put in, taken out or replaced.
    private static func distance(_ one: String, _ other: String) -> Int {
        let letters = Array(other)
        var row = Array(0...letters.count)
        for (line, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in letters.indices {
                let replaced = diagonal + (letters[column] == letter ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[letters.count]
    }
}
