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
                expected: "a number from \(PlainNumber(range.lowerBound)) to \(PlainNumber(range.upperBound))")
        }
        return value
    }

    /// A quantity, with `k` or `M` behind it for thousands and millions as people write it (`4.7k`); nil for what is none.
    static func quantity(_ word: String) -> Double? {
        let scale =
            switch word.last {
            case "k", "K": 1e3
            case "m", "M": 1e6
            default: 1.0
            }
        return Double(scale == 1 ? word : String(word.dropLast())).map { $0 * scale }
    }
}

/// A number in words for people: `80` where Swift says `80.0`.
struct PlainNumber: CustomStringConvertible {
    let description: String

    init(_ number: Double) {
        description = number == number.rounded() && number.magnitude < 1e15 ? "\(Int(number))" : "\(number)"
    }
}

extension Attributes {
    /// One of a few words, the first of them where the attribute is missing.
    func choice(_ name: String, of words: [String], part: String) throws(DeviceError) -> String {
        let word = text(name, default: "")
        if word.isEmpty { return words[0] }
        guard words.contains(word) else {
            throw .badAttribute(part: part, name: name, value: word, expected: words.joined(separator: " or "))
        }
        return word
    }

    /// Wokwi's `common`: LEDs share their anode unless it says cathode.
    func commonAnode(part: String) throws(DeviceError) -> Bool {
        try choice("common", of: ["anode", "cathode"], part: part) == "anode"
    }
}

extension Attributes {
    /// A whole number as people write it in attributes: `60`, `0x3c`; nil for anything else.
    static func integer(_ word: String) -> Int? {
        let lower = word.lowercased()
        return lower.hasPrefix("0x") ? Int(lower.dropFirst(2), radix: 16) : Int(word)
    }

    /// Wokwi's `i2cAddress`, also spelt `i2c-address` and `address`.
    func busAddress(default address: UInt8, part: String) throws(DeviceError) -> UInt8 {
        for name in ["i2cAddress", "i2c-address", "address"] {
            let word = text(name, default: "")
            if word.isEmpty { continue }
            guard let number = Self.integer(word), (0x08...0x77).contains(number) else {
                throw .badAttribute(part: part, name: name, value: word, expected: "an address from 0x08 to 0x77")
            }
            return UInt8(number)
        }
        return address
    }
}
