import Foundation

/// The times of some programs, and how they compare: medians over the rounds.
struct BenchmarkTable {
    /// One program: its rounds, by interpreter.
    struct Row {
        let name: String
        /// Perch's first; a peer that cannot run it has none.
        let rounds: [[BenchmarkSample]]

        /// How many times faster Perch was than a peer, round by round, so that both sides of a ratio saw the same machine.
        func ratios(_ peer: Int, _ time: KeyPath<BenchmarkSample, Double>) -> [Double] {
            zip(rounds[peer], rounds[0]).map { $0[keyPath: time] / max($1[keyPath: time], 0.001) }
        }
    }

    /// Of the interpreters, Perch's first.
    let names: [String]
    /// Widest name of a program.
    let nameWidth: Int

    private static let ownWidth = 20
    private static let peerWidth = 42

    /// Two lines.
    var header: String {
        var first = Self.left("", nameWidth) + Self.right(names[0], Self.ownWidth)
        var second = Self.left("program", nameWidth) + Self.right("ms", 10) + Self.right("process", 10)
        for name in names.dropFirst() {
            first += Self.right(name, Self.peerWidth)
            second += Self.right("ms", 12) + Self.right("process", 10) + Self.right("times (worst..best)", 20)
        }
        return first + "\n" + second
    }

    func line(_ row: Row) -> String {
        var line = Self.left(row.name, nameWidth)
        for (index, rounds) in row.rounds.enumerated() {
            line += Self.median(rounds, \.milliseconds, index == 0 ? 10 : 12)
            line += Self.median(rounds, \.wholeMilliseconds, 10)
            guard index > 0 else { continue }
            let ratios = row.ratios(index, \.milliseconds)
            guard let worst = ratios.min(), let best = ratios.max() else {
                line += Self.right("-", 20)
                continue
            }
            line += Self.right(
                "\(Self.number(Self.median(ratios), 2)) (\(Self.number(worst, 2))..\(Self.number(best, 2)))", 20)
        }
        return line
    }

    /// For each peer the geometric mean of the ratios, and the program where Perch does worst.
    func summary(_ rows: [Row]) -> String {
        var lines = ""
        for (index, name) in names.enumerated().dropFirst() {
            let both = rows.filter { !$0.ratios(index, \.milliseconds).isEmpty }
            let ratios = both.map { (row: $0, ratio: Self.median($0.ratios(index, \.milliseconds))) }
            guard let worst = ratios.min(by: { $0.ratio < $1.ratio }) else {
                lines += "\(name): no program that both can run\n"
                continue
            }
            let mean = Self.geometricMean(ratios.map(\.ratio))
            let whole = Self.geometricMean(both.map { Self.median($0.ratios(index, \.wholeMilliseconds)) })
            lines += "\(name): \(Self.number(mean, 2)) times faster (geometric mean of \(both.count)), "
            lines +=
                "\(Self.number(whole, 2)) as whole processes; worst \(worst.row.name) \(Self.number(worst.ratio, 2)), "
            lines += "\(ratios.filter { $0.ratio < 1 }.count) slower\n"
        }
        return lines
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    static func geometricMean(_ values: [Double]) -> Double {
        values.isEmpty ? .nan : exp(values.reduce(0) { $0 + log(max($1, 1e-9)) } / Double(values.count))
    }

    private static func median(_ rounds: [BenchmarkSample], _ time: KeyPath<BenchmarkSample, Double>, _ width: Int)
        -> String
    {
        let value = median(rounds.map { $0[keyPath: time] })
        return right(rounds.isEmpty ? "-" : number(value, value < 100 ? 1 : 0), width)
    }

    private static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }

    private static func number(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
