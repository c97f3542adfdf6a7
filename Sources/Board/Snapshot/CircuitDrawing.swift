import Devices

/// Where a diagram puts its board, its parts and its wires. Pixels of 1/96 inch: 3.78 of them are a millimetre.
public struct CircuitDrawing: Sendable, Equatable {
    /// Where the board lies; nil for a circuit without a drawing.
    public var board: Part.Position?
    /// The board's type in the diagram, which decides where its pins are.
    public var boardType = ""
    /// Parts in the diagram's order, those without behaviour among them.
    public var parts: [PartDrawing] = []
    /// Wires in the diagram's order.
    public var wires: [WireDrawing] = []

    /// A circuit that nobody has drawn.
    public init() {}
}

/// A part in a diagram.
public struct PartDrawing: Sendable, Equatable {
    /// Its id.
    public var id: String
    /// Its type (`wokwi-led`).
    public var type: String
    /// Where it lies.
    public var position: Part.Position
    /// Its attributes.
    public var attributes: [String: String]
    /// Its outline and pins, if it is another board of the diagram; nil for parts, whose outlines the window knows.
    public var outline: BoardOutline?

    /// What it has, as a resistor.
    public var ohms: Double { Resistor.ohms(attributes["value"] ?? "") ?? 1000 }

    /// A part in a diagram.
    public init(id: String, type: String, position: Part.Position, attributes: [String: String] = [:]) {
        self.id = id
        self.type = type
        self.position = position
        self.attributes = attributes
    }
}

/// The outline of a board that is seen from beside, so to speak: another board's window draws it.
public struct BoardOutline: Sendable, Equatable {
    /// Its width.
    public var widthMillimetres: Double
    /// Its height.
    public var heightMillimetres: Double
    /// What is written on it.
    public var title: String
    /// Its pins, by the names that wires have for them, in millimetres from its top left corner.
    public var pins: [Pin]

    /// A pin of it.
    public struct Pin: Sendable, Equatable {
        /// The name in the wires of the drawing.
        public var name: String
        /// Where it is, in millimetres.
        public var position: BoardPoint
    }
}

/// A wire in a diagram.
public struct WireDrawing: Sendable, Equatable {
    /// The part that it begins at, and its pin; an empty id is the board.
    public var from: Wire.End
    /// Where it ends.
    public var to: Wire.End
    /// A CSS name or `#rrggbb`; empty for a wire that is not drawn.
    public var color: String
    /// How it runs: `h10`, `v-5`, `*`, `$bb`.
    public var path: [String]

    /// A wire in a diagram.
    public init(from: Wire.End, to: Wire.End, color: String, path: [String]) {
        self.from = from
        self.to = to
        self.color = color
        self.path = path
    }
}
