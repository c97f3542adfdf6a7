/// The first line in which two texts differ, for a failure's message.
struct Difference: CustomStringConvertible {
    let description: String

    init(_ actual: String, _ expected: String) {
        let lines = (
            actual.split(separator: "\n", omittingEmptySubsequences: false),
            expected.split(separator: "\n", omittingEmptySubsequences: false)
        )
        let count = max(lines.0.count, lines.1.count)
        func line(_ lines: [Substring], _ index: Int) -> String {
            index < lines.count ? "'\(lines[index])'" : "the end"
        }
        let place = (0..<count).first { line(lines.0, $0) != line(lines.1, $0) }
        description =
            place.map { "line \($0 + 1) is \(line(lines.0, $0)), not \(line(lines.1, $0))" } ?? "no difference"
    }
}
