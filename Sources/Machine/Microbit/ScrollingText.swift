/// A text that moves through five columns, one dot a step (scrolling_string in source/microbit/microbitimage.cpp of bbcmicrobit/micropython):
/// letters are as wide as they are, with a dark column between them, or all five dots.
struct ScrollingText {
    private let text: [UInt8]
    private let isMonospace: Bool
    private let repeats: Bool
    private var picture = Bitmap()
    private var place = 0
    /// The column of the letter that comes next, -1 for a dark one before it, and how many it has.
    private var column = 0
    private var columnCount = 5
    private var letter: UInt8 = 0x20

    init(_ text: [UInt8], isMonospace: Bool, repeats: Bool) {
        self.text = text
        self.isMonospace = isMonospace
        self.repeats = repeats
        restart()
    }

    private mutating func restart() {
        place = 0
        column = 0
        letter = text.first ?? 0x20
        columnCount = text.isEmpty || isMonospace ? 5 : Self.width(of: letter)
    }

    /// Up to the last column that is lit, 3 at least.
    private static func width(of letter: UInt8) -> Int {
        (3...4).last { isLit(letter, column: $0) }.map { $0 + 1 } ?? 3
    }

    private static func isLit(_ letter: UInt8, column: Int) -> Bool {
        (0..<5).contains { MicrobitFont.isLit(letter, x: column, y: $0) }
    }

    /// Five dark columns follow the last letter.
    mutating func next() -> Bitmap? {
        if place >= text.count && column == 5 {
            if !repeats { return nil }
            restart()
            picture = Bitmap()
        }
        var moved = Bitmap()
        moved.copy(picture, x: 1, y: 0, width: 5, height: 5, toX: 0, toY: 0)
        if column >= 0 && column < columnCount {
            for y in 0..<5 where MicrobitFont.isLit(letter, x: column, y: y) { moved[4, y] = Bitmap.brightest }
        } else if column == columnCount {
            place += 1
            if place >= text.count {
                (letter, columnCount, column) = (0x20, 5, 0)
            } else {
                letter = text[place]
                columnCount = isMonospace ? 5 : Self.width(of: letter)
                // A letter that begins dark brings its own gap.
                column = isMonospace || Self.isLit(letter, column: 0) ? -1 : 0
            }
        }
        column += 1
        picture = moved
        return moved
    }
}
