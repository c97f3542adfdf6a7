import Fabric

/// Keypad of four rows and three or four columns (`wokwi-membrane-keypad`).
///
/// Datasheet: Parallax 27899: each key joins its row to its column; three keys of a rectangle make the fourth (ghosting), as there.
/// Not modelled: bounce, the 50 ohms of the foil.
public final class MembraneKeypad: Dialled {
    private static let size = 4
    private static let standardKeys = [
        "1", "2", "3", "A", "4", "5", "6", "B", "7", "8", "9", "C", "*", "0", "#", "D",
    ]
    /// Rows and columns.
    public static let pinNames = (1...size).map { "R\($0)" } + (1...size).map { "C\($0)" }
    /// `key` holds one key alone, counted from 1 row by row in rows of four (0 for none); `R1C1` and so on hold each by itself.
    public static let dials =
        [Dial("key", 0...16, at: 0, isAttribute: false)]
        + (1...size).flatMap { row in
            (1...size).map { Dial("R\(row)C\($0)", 0...1, at: 0, isAttribute: false) }
        }
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Keypad: a key joins its row to its column",
        attributes: [
            .init("columns", default: "4", "3 or 4"), .init("keys", default: "1 2 3 A 4 5 6 B ...", "16 labels"),
        ], notModelled: "bounce, resistance of the foil")

    /// The part's name.
    public let id: String
    /// Which keys are down.
    public let world: Dials
    /// Columns with keys, 3 or 4.
    public let columnCount: Int
    /// The labels of the keys, row by row in rows of four.
    public let keys: [String]
    private var nets: [String: Net] = [:]
    private var contacts: [String: Contact] = [:]

    /// Nobody presses.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        columnCount = Int(try attributes.number("columns", default: 4, in: 3...4, part: id))
        let labels = attributes.list("keys") ?? []
        keys = Self.standardKeys.indices.map { $0 < labels.count ? labels[$0] : Self.standardKeys[$0] }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        nets[name] = net
        for number in 1...Self.size {
            let (row, column) = name.first == "R" ? (name, "C\(number)") : ("R\(number)", name)
            guard let one = nets[row], let other = nets[column] else { continue }
            contacts[row + column] = Contact(between: one, and: other)
            move(row + column, at: instant)
        }
    }

    /// Presses and releases keys.
    public func worldChanged(_ name: String, at instant: Instant) {
        if name != "key" { return move(name, at: instant) }
        // First all up, else two keys would be down for a moment that is none.
        let names = Self.dials.dropFirst().map(\.control.name)
        for name in names {
            world.turn(name, to: 0)
            move(name, at: instant)
        }
        let key = Int(world["key"])
        if key > 0, (key - 1) % Self.size < columnCount {
            world.turn(names[key - 1], to: 1)
            move(names[key - 1], at: instant)
        }
    }

    private func move(_ name: String, at instant: Instant) {
        if world[name] >= 0.5 { contacts[name]?.close(at: instant) } else { contacts[name]?.open(at: instant) }
    }
}
