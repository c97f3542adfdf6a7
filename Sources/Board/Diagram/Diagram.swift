/// A Wokwi `diagram.json`: parts, the wires between them, and what was odd about the file.
///
/// Accept first, warn second: only what is no JSON, or no diagram at all, is an error; all else becomes a note.
public struct Diagram: Sendable {
    /// The file, as it was given.
    public let file: String
    /// Parts in the order of the file, boards among them; each id once.
    public internal(set) var parts: [Part] = []
    /// Wires in the order of the file.
    public internal(set) var wires: [Wire] = []
    /// How the console is to behave.
    public internal(set) var monitor = SerialMonitor()
    /// What is wrong with the file, one line each, with its place.
    public internal(set) var notes: [String] = []

    /// Wokwi's `serialMonitor`.
    public struct SerialMonitor: Sendable, Equatable {
        /// What a typed line ends in.
        public var newline = "\n"
    }
}

/// A wire of a circuit.
public struct Wire: Sendable {
    /// A pin of a part.
    public struct End: Hashable, Sendable, CustomStringConvertible {
        /// The part's id; empty for the board, where a circuit has just one.
        public var part: String
        /// The pin.
        public var pin: String

        /// A pin of a part.
        public init(_ part: String, _ pin: String) {
            self.part = part
            self.pin = pin
        }

        /// `led1:A`.
        public var description: String { part.isEmpty ? pin : "\(part):\(pin)" }
    }

    /// Where its path begins.
    public var from: End
    /// Where it ends.
    public var to: End
    /// A CSS name or `#rrggbb`; empty for a wire that is not drawn.
    public var color: String
    /// How it runs: `h10`, `v-5`, `*`, `$bb`.
    public var path: [String]
    /// Where it stands in the file.
    public var place: TextPlace?

    /// A wire.
    public init(_ from: End, _ to: End, color: String = "", path: [String] = [], place: TextPlace? = nil) {
        self.from = from
        self.to = to
        self.color = color
        self.path = path
        self.place = place
    }
}
