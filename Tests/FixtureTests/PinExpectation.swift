/// A line of `edges.txt`.
struct PinExpectation {
    enum Event: Equatable {
        /// The pin begins to read high or low.
        case edge(isHigh: Bool, toleranceMilliseconds: Double)
        /// The pin carries this waveform at the moment.
        case waveform(hertz: Double, duty: Double)
    }

    let line: Int
    let milliseconds: Double
    let pin: String
    let event: Event

    struct BadLine: Error { let text: String }

    static func read(_ text: String) throws -> [PinExpectation] {
        var expectations: [PinExpectation] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.prefix { $0 != "#" }.split(separator: " ").map(String.init)
            if words.isEmpty { continue }
            guard words.count >= 4, let time = Double(words[0]), let number = Double(words[3]) else {
                throw BadLine(text: String(line))
            }
            let event: Event
            switch (words[2], words.count) {
            case ("high", 4): event = .edge(isHigh: true, toleranceMilliseconds: number)
            case ("low", 4): event = .edge(isHigh: false, toleranceMilliseconds: number)
            case ("pwm", 5): event = .waveform(hertz: number, duty: Double(words[4]) ?? -1)
            default: throw BadLine(text: String(line))
            }
            expectations.append(PinExpectation(line: index + 1, milliseconds: time, pin: words[1], event: event))
        }
        return expectations
    }
}
