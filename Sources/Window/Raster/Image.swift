/// A finished picture.
public struct Image: Sendable, Equatable {
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int
    /// `0xFFRRGGBB`, row by row from the top.
    public internal(set) var pixels: [UInt32]

    /// A black picture.
    public init(width: Int, height: Int) {
        precondition(width > 0 && height > 0, "a picture has at least one pixel")
        self.width = width
        self.height = height
        pixels = [UInt32](repeating: 0xFF00_0000, count: width * height)
    }

    /// A picture of `width * height` colours, each `0xRRGGBB`, row by row from the top.
    public init(width: Int, height: Int, colours: [UInt32]) {
        precondition(width > 0 && colours.count == width * height, "a colour for each pixel")
        self.width = width
        self.height = height
        pixels = colours.map { $0 | 0xFF00_0000 }
    }

    /// `0xFFRRGGBB` of one pixel.
    public subscript(x: Int, y: Int) -> UInt32 { pixels[y * width + x] }

    /// The picture as a PNG file.
    public func png() -> [UInt8] { PNGWriter.encode(self) }
}
