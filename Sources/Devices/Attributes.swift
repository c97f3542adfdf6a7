/// The attributes of a part in a circuit: words by name, as `diagram.json` has them.
public struct Attributes: Sendable {
    private let words: [String: String]
    private let lists: [String: [String]]

    /// Attributes from their words, and those that a diagram writes as arrays.
    public init(_ words: [String: String] = [:], lists: [String: [String]] = [:]) {
        self.words = words
        self.lists = lists
    }

    /// An array of words (`keys` of a keypad); nil where the diagram has none.
    public func list(_ name: String) -> [String]? { lists[name] }

    /// The word, or what stands for a missing one.
    public func text(_ name: String, default word: String) -> String { words[name] ?? word }

    /// Wokwi's switches: `"0"` and `"false"` are off, every other word is on, an empty or missing one is as `default` says.
    public func flag(_ name: String, default isOn: Bool) -> Bool {
        switch words[name] {
        case nil, "": isOn
        case "0", "false": false
        default: true
        }
    }

    /// A number within a range.
    public func number(
        _ name: String, default number: Double, in range: ClosedRange<Double>, part: String
    ) throws(DeviceError) -> Double {
        guard let word = words[name], !word.isEmpty else { return number }
        guard let value = Double(word), range.contains(value) else {
            throw .badAttribute(
                part: part, name: name, value: word,
                expected: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }
}
