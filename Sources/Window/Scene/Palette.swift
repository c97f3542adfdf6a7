/// The window's colours, in one place.
enum Palette {
    static let desk = Colour(0x15181D)
    static let deskLow = Colour(0x101216)
    static let panel = Colour(0x1D2127)
    static let panelHigh = Colour(0x262B33)
    static let well = Colour(0x0E1013)
    static let edge = Colour(0x323842)
    static let edgeBright = Colour(0x4A5361)
    static let text = Colour(0xE4E8EE)
    static let textSoft = Colour(0x9AA4B2)
    static let textFaint = Colour(0x616B79)
    static let accent = Colour(0x5AA9FF)
    static let good = Colour(0x3DD68C)
    static let warm = Colour(0xFFB224)
    static let bad = Colour(0xFF5C5C)
    static let analog = Colour(0xB78BFF)
    static let silk = Colour(0xF2F5F7)
    static let gold = Colour(0xD9B45B)
    static let low = Colour(0x55708F)
    static let floating = Colour(0x6B7482)

    /// Wires whose colour the diagram leaves open.
    static let wires: [Colour] = [
        Colour(0x3DD68C), Colour(0xFFC53D), Colour(0x5AA9FF), Colour(0xFF8A4C), Colour(0xB78BFF), Colour(0x45D6E8),
    ]
    static let wirePower = Colour(0xE5484D)
    static let wireGround = Colour(0x66707F)
}
