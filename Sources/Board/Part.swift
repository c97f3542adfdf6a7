/// A part to wire to a board, in the words of a circuit.
public struct Part: Sendable {
    /// Its name, `led1`.
    public var id: String
    /// Its type in the catalogue, `wokwi-led`.
    public var type: String
    /// Attributes by name.
    public var attributes: [String: String]
    /// Its pins and where each goes: a pin of the board (`GP15`, `15`, `X1`), `GND`, a rail (`3V3`), or another part's pin
    /// (`led1:A`).
    public var wires: [(pin: String, to: String)]

    /// A part.
    public init(_ type: String, id: String, attributes: [String: String] = [:], wires: [(pin: String, to: String)]) {
        self.id = id
        self.type = type
        self.attributes = attributes
        self.wires = wires
    }
}
