/// Reads off a sketch which board it was written for.
///
/// Modules that one port alone has tell most, then names that only one port's pins and constants have, then what the comments say.
struct BoardGuess: Equatable {
    /// A board's name.
    let board: String
    /// What gave it away; nil where nothing did.
    let evidence: Evidence?

    struct Evidence: Equatable {
        /// The words in the sketch.
        let words: String
        /// Their line, from 1.
        let line: Int
    }

    /// What only boards with Wi-Fi have.
    private static let network = [
        "network", "socket", "umqtt.simple", "umqtt.robust", "urequests", "requests", "ntptime",
    ].map(Sign.module)

    /// Which words mean which board, strongest first. `esp` comes late: both ESP ports have it.
    private static let signs: [(board: String, signs: [Sign])] = [
        ("microbit", [.module("microbit")]),
        ("pico", [.module("rp2"), .module("_rp2")]),
        ("esp32", [.module("esp32"), .module("espnow"), .code(".atten("), .code("ADC.ATTN_"), .code(".read_uv(")]),
        ("pyboard", [.module("pyb"), .module("stm"), .module("lcd160cr")]),
        ("pico", [.code("Pin(\"LED\""), .code("Pin('LED'"), .code("Pin(\"GP"), .code("Pin('GP")]),
        ("pyboard", [.code("Pin(\"X"), .code("Pin('X"), .code("Pin(\"Y"), .code("Pin('Y"), .code("Pin.cpu.")]),
        ("nodemcu", [.text("esp8266"), .text("nodemcu"), .text("d1 mini")]),
        ("esp32", [.text("esp32")]),
        ("nodemcu", [.module("esp")]),
        ("pyboard", [.text("pyboard")]),
        // With all of them in its flash.
        ("esp32", network),
    ]

    private enum Sign {
        /// An imported module.
        case module(String)
        /// Text outside comments.
        case code(String)
        /// Text anywhere, in any case.
        case text(String)

        func isIn(_ line: Substring) -> Bool { words(in: line) != nil }

        func words(in line: Substring) -> String? {
            switch self {
            case .module(let name):
                let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }.map(String.init)
                guard words.first == "import" || words.first == "from" else { return nil }
                let named = words.first == "from" ? words.dropFirst().prefix(1) : words.dropFirst()
                guard named.contains(name) else { return nil }
                return words.first == "from" ? "from \(name)" : "import \(name)"
            case .code(let text):
                return line.prefix { $0 != "#" }.contains(text) ? text : nil
            case .text(let text):
                return line.lowercased().contains(text) ? text : nil
            }
        }
    }

    /// Looks through a sketch.
    init(reading text: String) {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (board, signs) in Self.signs {
            for (index, line) in lines.enumerated() {
                for sign in signs {
                    guard let words = sign.words(in: line) else { continue }
                    let isWireless = board == "pico" && Self.network.contains { lines.contains(where: $0.isIn) }
                    self.board = isWireless ? "pico-w" : board
                    evidence = Evidence(words: words, line: index + 1)
                    return
                }
            }
        }
        board = "pico"
        evidence = nil
    }

    /// For stderr.
    var description: String {
        guard let evidence else { return "board pico (nothing in the sketch names another); choose with --board" }
        return "board \(board) (line \(evidence.line) says '\(evidence.words)'); choose with --board"
    }
}
