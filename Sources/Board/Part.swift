import Devices

/// A part to wire to a board, in the words of a circuit.
public struct Part: Sendable {
    /// Its name, `led1`.
    public var id: String
    /// Its type in the catalogue, `wokwi-led`.
    public var type: String
    /// Attributes by name.
    public var attributes: [String: String]
    /// Attributes that are lists of words, by name.
    public var lists: [String: [String]] = [:]
    /// Its pins and where each goes: a pin of the board (`GP15`, `15`, `X1`), `GND`, a rail (`3V3`), or another part's pin
    /// (`led1:A`).
    public var wires: [(pin: String, to: String)]
    /// Where it lies on the desk; nil where nobody has said so.
    public var position: Position?
    /// Its kind, where its type is none of the catalogue's; see `CustomParts`.
    public var kind: PartKind?
    /// Where it stands in the file.
    public var place: TextPlace?

    /// Where a part lies in a drawing.
    public struct Position: Sendable, Equatable {
        /// Pixels of 1/96 inch (Wokwi: 3.78 a millimetre) from the left.
        public var left: Double
        /// Pixels from the top.
        public var top: Double
        /// Degrees, clockwise, around its middle.
        public var rotation: Double
        /// It is not drawn.
        public var isHidden: Bool

        /// A place in a drawing.
        public init(left: Double = 0, top: Double = 0, rotation: Double = 0, isHidden: Bool = false) {
            self.left = left
            self.top = top
            self.rotation = rotation
            self.isHidden = isHidden
        }
    }

    /// A part.
    public init(
        _ type: String, id: String, attributes: [String: String] = [:], wires: [(pin: String, to: String)] = []
    ) {
        self.id = id
        self.type = type
        self.attributes = attributes
        self.wires = wires
    }
}
