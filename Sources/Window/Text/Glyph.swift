/// The strokes of one character on the font's grid: baseline 0, x-height 7, capitals 10, descenders -3.
///
/// Written as in `"0,0 0,10 6,10~ 6,4.6~ 0,4.6"`: points joined by lines; `~` rounds a corner; ` / ` starts another stroke; a
/// trailing `z` closes a stroke, `f` closes and fills it; a single point is a dot.
struct Glyph: Sendable {
    struct Node: Sendable {
        var x: Double
        var y: Double
        var isRound: Bool
    }

    struct Stroke: Sendable {
        var nodes: [Node]
        var isClosed: Bool
        var isFilled: Bool
    }

    var strokes: [Stroke]
    /// From the origin to the rightmost point.
    var width: Double

    /// Rows of the tables are ours: a slip in them is a bug, and traps.
    init(_ text: String, width: Double? = nil) {
        strokes = text.split(separator: " / ").map { part in
            var words = part.split(separator: " ")
            let mark = words.last.flatMap { $0 == "z" || $0 == "f" ? $0 : nil }
            if mark != nil { words.removeLast() }
            let nodes = words.map { word in
                let isRound = word.hasSuffix("~")
                let numbers = (isRound ? word.dropLast() : word).split(separator: ",").map { Double($0)! }
                return Node(x: numbers[0], y: numbers[1], isRound: isRound)
            }
            return Stroke(nodes: nodes, isClosed: mark != nil, isFilled: mark == "f")
        }
        self.width = width ?? strokes.flatMap(\.nodes).map(\.x).max() ?? 0
    }
}
