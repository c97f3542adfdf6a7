import Foundation

/// Between which bounds the programs' times stand to each other: `fib / int_loop  0.2 .. 0.9`, a line each. Ratios hold on every
/// machine; a part of Perch that has become slow shows as the program that has left its bounds.
struct BenchmarkThresholds {
    struct Bound: Equatable {
        let program: String
        let unit: String
        let range: ClosedRange<Double>
    }

    let bounds: [Bound]

    init(text: String, file: String) throws(Complaint) {
        var bounds: [Bound] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(separator: "#", omittingEmptySubsequences: false)[0].split(separator: " ")
            if words.isEmpty { continue }
            guard words.count == 6, words[1] == "/", words[4] == "..", let low = Double(words[3]),
                let high = Double(words[5]),
                low > 0, low <= high
            else {
                throw Complaint(.badInput, "\(file):\(index + 1): not of the form `fib / int_loop  0.2 .. 0.9`")
            }
            bounds.append(Bound(program: String(words[0]), unit: String(words[2]), range: low...high))
        }
        self.bounds = bounds
    }

    static func read(_ file: String) throws(Complaint) -> BenchmarkThresholds {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw Complaint(.missingInput, "\(file): no such file")
        }
        return try BenchmarkThresholds(text: String(decoding: bytes, as: UTF8.self), file: file)
    }

    /// What is out of bounds, a line each. Of each program its fastest round counts: noise only ever adds time.
    func violations(_ rows: [BenchmarkTable.Row]) -> [String] {
        let times = Dictionary(
            rows.map { ($0.name, $0.rounds[0].map(\.milliseconds).min()) }, uniquingKeysWith: { first, _ in first })
        return bounds.compactMap { bound in
            guard let time = times[bound.program] ?? nil, let unit = times[bound.unit] ?? nil else {
                return "\(bound.program) / \(bound.unit): not measured"
            }
            let ratio = time / max(unit, 0.001)
            if bound.range.contains(ratio) { return nil }
            let shown = String(format: "%.3f", ratio)
            return
                "\(bound.program) / \(bound.unit) is \(shown), not in \(bound.range.lowerBound) .. \(bound.range.upperBound)"
        }
    }
}
