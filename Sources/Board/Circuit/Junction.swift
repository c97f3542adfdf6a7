/// Parts of a diagram that are nothing but copper, or nothing at all: breadboards, supply symbols, labels.
///
/// Facts: Wokwi's breadboard pins, `7t.a` and `tp.12`: the holes a...e of a column are one, so are f...j, and each rail.
enum Junction {
    /// The types, with what `perch parts` says of them.
    static let types: [(type: String, summary: String)] = [
        ("wokwi-vcc", "Supply symbol of 5 V or another voltage"),
        ("wokwi-gnd", "Ground symbol"),
        ("wokwi-breadboard", "Breadboard, 63 columns; pins 1t.a to 63b.j, tp.1, tn.1, bp.1, bn.1"),
        ("wokwi-breadboard-half", "Breadboard, 30 columns"),
        ("wokwi-breadboard-mini", "Breadboard, 17 columns"),
        ("wokwi-text", "A label; no pins"),
        ("wokwi-logo", "A picture; no pins"),
    ]

    /// What a pin of such a part is.
    enum Node: Equatable {
        /// One piece of metal with all pins of the part that give the same name.
        case metal(String)
        /// A rail of this voltage.
        case rail(Double)
        /// The part has no such pin.
        case unknown
    }

    static func isOne(_ type: String) -> Bool { types.contains { $0.type == type } }

    /// The pin of a part of one of the `types`.
    static func node(_ part: Part, pin: String) -> Node {
        switch part.type {
        case "wokwi-gnd": .rail(0)
        case "wokwi-vcc": .rail(part.attributes["voltage"].flatMap { Double($0) }.flatMap { $0 > 0 ? $0 : nil } ?? 5)
        case "wokwi-breadboard", "wokwi-breadboard-half", "wokwi-breadboard-mini": hole(pin)
        default: .unknown
        }
    }

    private static func hole(_ pin: String) -> Node {
        let halves = pin.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return .unknown }
        let (strip, hole) = (String(halves[0]), halves[1])
        if ["tp", "tn", "bp", "bn"].contains(strip) {
            return Int(hole).map { (1...50).contains($0) } == true ? .metal(strip) : .unknown
        }
        guard let column = Int(strip.dropLast()), (1...63).contains(column), hole.count == 1, let letter = hole.first
        else { return .unknown }
        switch strip.last {
        case "t": return "abcde".contains(letter) ? .metal(strip) : .unknown
        case "b": return "fghij".contains(letter) ? .metal(strip) : .unknown
        default: return .unknown
        }
    }
}
