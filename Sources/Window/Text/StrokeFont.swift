/// Perch's lettering: strokes of even width with round ends, after the engineering lettering of silkscreens and road signs.
enum StrokeFont {
    /// Height of capitals, and of `x`, on the grid.
    static let capitalHeight = 10.0
    static let smallHeight = 7.0
    /// Grid units of one nominal font size.
    static let unitsPerSize = 14.0

    /// A character's strokes; a box for what the font does not have.
    static func glyph(_ scalar: Unicode.Scalar, monospaced: Bool) -> Glyph {
        if monospaced, let glyph = monospacedForms[scalar] { return glyph }
        return capitals[scalar] ?? smalls[scalar] ?? digits[scalar] ?? signs[scalar] ?? symbols[scalar] ?? missing
    }

    /// Whether the font has a picture for it.
    static func has(_ scalar: Unicode.Scalar) -> Bool {
        [capitals, smalls, digits, signs, symbols].contains { $0[scalar] != nil }
    }

    static let missing = Glyph("0,0 0,10 5,10 5,0 z")

    static func table(_ rows: [Unicode.Scalar: String]) -> [Unicode.Scalar: Glyph] { rows.mapValues { Glyph($0) } }
}
