/// A picture of the micro:bit: brightness 0 to 9, row by row.
struct Bitmap: Equatable {
    static let brightest: UInt8 = 9

    let width: Int
    let height: Int
    var dots: [UInt8]

    /// A dark one.
    init(width: Int = 5, height: Int = 5) {
        self.width = width
        self.height = height
        dots = Array(repeating: 0, count: width * height)
    }

    /// A letter.
    init(character: UInt8) {
        self.init()
        for y in 0..<5 {
            for x in 0..<5 where MicrobitFont.isLit(character, x: x, y: y) { self[x, y] = Self.brightest }
        }
    }

    subscript(x: Int, y: Int) -> UInt8 {
        get { dots[y * width + x] }
        set { dots[y * width + x] = newValue }
    }

    /// The dot there, or darkness outside.
    func dot(_ x: Int, _ y: Int) -> UInt8 {
        x >= 0 && x < width && y >= 0 && y < height ? self[x, y] : 0
    }

    /// Copies a rectangle of another bitmap, or of itself; what lies outside of the source is dark.
    mutating func copy(
        _ source: Bitmap, x: Int, y: Int, width: Int, height: Int, toX: Int, toY: Int
    ) {
        for row in max(0, -toY)..<max(max(0, -toY), min(height, self.height - toY)) {
            for column in max(0, -toX)..<max(max(0, -toX), min(width, self.width - toX)) {
                self[toX + column, toY + row] = source.dot(x + column, y + row)
            }
        }
    }

    /// Each dot through a function.
    func map(_ change: (UInt8) -> UInt8) -> Bitmap {
        var result = self
        result.dots = dots.map(change)
        return result
    }
}
