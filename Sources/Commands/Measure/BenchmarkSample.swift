/// What one run of a program said: `name milliseconds checksum`.
struct BenchmarkSample: Equatable {
    let name: String
    /// Of its work alone, by its own clock.
    let milliseconds: Double
    /// Of the whole process, from outside.
    var wholeMilliseconds: Double
    /// The result of its work: two interpreters that did the same work agree on it.
    let checksum: String

    /// Reads the last line of that form.
    init?(text: String, wholeMilliseconds: Double = 0) {
        for line in text.split(whereSeparator: \.isNewline).reversed() {
            let words = line.split(separator: " ").map(String.init)
            guard words.count >= 3, let milliseconds = Double(words[1]) else { continue }
            name = words[0]
            self.milliseconds = milliseconds
            self.wholeMilliseconds = wholeMilliseconds
            checksum = words[2...].joined(separator: " ")
            return
        }
        return nil
    }
}
