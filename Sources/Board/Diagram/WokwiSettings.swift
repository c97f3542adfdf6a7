/// What a project's `wokwi.toml` says that means something here: where the logic analyzer's recording goes, and where chips lie.
///
/// A TOML file (toml.io v1.0) of sections, names and plain values. What else it says is for a simulator that runs firmware; it is passed over,
/// with one line that names it.
public struct WokwiSettings: Sendable {
    /// Where the recording of a logic analyzer goes; nil: nowhere unless the part says so.
    public private(set) var vcdFile: String?
    /// Parts by name, with the path of their declaration without `.chip.json`.
    private(set) var chips: [(name: String, path: String)] = []
    /// What is odd about the file, one line each.
    public private(set) var notes: [String] = []

    /// Keys of a simulator that runs firmware, or an editor's: nothing to say about them one by one.
    private static let others: Set<String> = [
        "version", "firmware", "elf", "gdbServerPort", "rfc2217ServerPort", "from", "to",
    ]

    /// Reads a file; `file` is what notes call it.
    public init(_ bytes: [UInt8], file: String) {
        var section = ""
        var unused: [String] = []
        var chip: (name: String?, binary: String?) = (nil, nil)
        func finishChip(_ chips: inout [(name: String, path: String)]) {
            guard let name = chip.name, let binary = chip.binary else { return }
            let ending = ".chip.wasm"
            chips.append((name, binary.hasSuffix(ending) ? String(binary.dropLast(ending.count)) : binary))
            chip = (nil, nil)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = Self.trimmed(Self.withoutComment(raw))
            if line.isEmpty || line == "\u{FEFF}" { continue }
            if line.hasPrefix("[") {
                finishChip(&chips)
                section = String(line.filter { !"[] \t".contains($0) })
                continue
            }
            guard let equals = line.firstIndex(of: "=") else {
                notes.append("\(file):\(index + 1):1: this is neither [section] nor name = value; it is passed over")
                continue
            }
            let key = Self.trimmed(line[..<equals]).filter { $0 != "\"" }
            let value = Self.unquoted(Self.trimmed(line[line.index(after: equals)...]))
            switch (section, key) {
            case ("wokwi", "vcdFile"): vcdFile = value
            case ("chip", "name"): chip.name = value
            case ("chip", "binary"): chip.binary = value
            default: if !Self.others.contains(key) { unused.append("\(section).\(key)") }
            }
        }
        finishChip(&chips)
        if !unused.isEmpty {
            notes.append("\(file): \(unused.joined(separator: ", ")): not used here")
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// A `#` within quotes is none.
    private static func withoutComment(_ line: Substring) -> Substring {
        var quote: Character?
        for (index, character) in zip(line.indices, line) {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "#" {
                return line[..<index]
            }
        }
        return line
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, let first = text.first, first == "\"" || first == "'", text.last == first else {
            return text
        }
        let inner = String(text.dropFirst().dropLast())
        return first == "'" ? inner : inner.replacing("\\\\", with: "\\").replacing("\\\"", with: "\"")
    }
}
