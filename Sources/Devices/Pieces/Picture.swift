/// What a display of pixels shows, row by row from the top left.
public struct Picture: Sendable, Equatable {
    /// Pixels in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// Each `0xRRGGBB`, `width * height` of them.
    public internal(set) var pixels: [UInt32]

    /// A picture of one colour.
    public init(width: Int, height: Int, color: UInt32 = 0) {
        self.width = width
        self.height = height
        pixels = [UInt32](repeating: color, count: width * height)
    }

    /// One pixel.
    public subscript(x: Int, y: Int) -> UInt32 {
        get { pixels[y * width + x] }
        set { pixels[y * width + x] = newValue }
    }

    /// The picture as text, one row a line: `#` for a pixel that is not black.
    public var text: String {
        (0..<height).map { y in
            String((0..<width).map { self[$0, y] == 0 ? "." as Character : "#" })
        }.joined(separator: "\n")
    }
}
