/// What a display of characters or digits shows.
public enum Readout: Sendable, Equatable {
    /// Rows of characters. Those that the guest drew itself are U+E000 and on, by their number.
    case rows([String])
    /// Digits from the left, segment A in bit 0 to G in bit 6, the point in bit 7; and the colon in the middle.
    case digits([UInt8], colon: Bool)

    /// As a person would read it out: `12:34`.
    public var text: String {
        switch self {
        case .rows(let rows): return rows.joined(separator: "\n")
        case .digits(let digits, let colon):
            var text = ""
            for (place, segments) in digits.enumerated() {
                if colon && place == digits.count / 2 { text.append(":") }
                text.append(Self.character(segments & 0x7f))
                if segments & 0x80 != 0 { text.append(".") }
            }
            return text
        }
    }

    /// The shapes that people make of seven segments; `?` for any other.
    private static let shapes: [(segments: UInt8, character: Character)] = [
        (0x00, " "), (0x3f, "0"), (0x06, "1"), (0x5b, "2"), (0x4f, "3"), (0x66, "4"), (0x6d, "5"), (0x7d, "6"),
        (0x07, "7"), (0x7f, "8"), (0x6f, "9"), (0x77, "A"), (0x7c, "b"), (0x39, "C"), (0x5e, "d"), (0x79, "E"),
        (0x71, "F"), (0x3d, "G"), (0x76, "H"), (0x1e, "J"), (0x38, "L"), (0x54, "n"), (0x5c, "o"), (0x73, "P"),
        (0x50, "r"), (0x78, "t"), (0x3e, "U"), (0x1c, "u"), (0x6e, "y"), (0x40, "-"), (0x08, "_"), (0x63, "°"),
        (0x27, "7"), (0x58, "c"), (0x74, "h"), (0x30, "I"), (0x67, "9"), (0x7b, "e"),
    ]

    private static func character(_ segments: UInt8) -> Character {
        shapes.first { $0.segments == segments }?.character ?? "?"
    }
}
