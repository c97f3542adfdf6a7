import Foundation

/// The times of some programs, and how they compare.
struct BenchmarkTable {
    /// One program's rounds.
    struct Row {
        let name: String
        let perchMilliseconds: [Double]
        /// In the same rounds; empty without a peer.
        let peerMilliseconds: [Double]

        /// How many times faster Perch was, round by round, so that both sides of a ratio saw the same machine.
        var ratios: [Double] { zip(peerMilliseconds, perchMilliseconds).map { $0 / max($1, 0.001) } }
    }

    let rows: [Row]
    let hasPeer: Bool

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// Lines of aligned columns: medians over the rounds.
    var text: String {
        let width = max(9, rows.map(\.name.count).max() ?? 0)
        var lines = [
            Self.pad("program", width) + "  perch ms" + (hasPeer ? "   peer ms  times faster (worst .. best)" : "")
        ]
        for row in rows {
            var line = Self.pad(row.name, width) + Self.number(Self.median(row.perchMilliseconds), 10, digits: 0)
            if hasPeer {
                let ratios = row.ratios
                line += Self.number(Self.median(row.peerMilliseconds), 10, digits: 0)
                line += Self.number(Self.median(ratios), 14, digits: 2)
                line +=
                    " (\(Self.number(ratios.min() ?? .nan, 0, digits: 2)) .. \(Self.number(ratios.max() ?? .nan, 0, digits: 2)))"
            }
            lines.append(line)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func number(_ value: Double, _ width: Int, digits: Int) -> String {
        let text = String(format: "%.\(digits)f", value)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
