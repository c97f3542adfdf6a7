import Devices
import Foundation

/// A picture of colours, as a person writes it down: `size width height rrggbb`, then rectangles `x y width height rrggbb` in the order of
/// painting, or `x y rrggbb rows`, whose `#` are painted; `#` alone begins a comment.
struct PaintedPicture {
    private var picture: [UInt32]
    private let width: Int
    private let height: Int

    enum Failure: Error {
        case badLine(String)
    }

    /// nil for a text that does not begin with `size`.
    init?(_ text: String) throws {
        var lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }[...]
        lines = lines.drop { $0.first == "#" }
        guard let size = lines.popFirst(), size.first == "size" else { return nil }
        guard size.count == 4, let width = Int(size[1]), let height = Int(size[2]),
            let color = UInt32(size[3], radix: 16)
        else { throw Failure.badLine(size.joined(separator: " ")) }
        (self.width, self.height) = (width, height)
        picture = Array(repeating: color, count: width * height)
        for line in lines where line.first != "#" { try paint(line) }
    }

    private mutating func paint(_ words: [String]) throws {
        guard words.count >= 4, let x = Int(words[0]), let y = Int(words[1]) else {
            throw Failure.badLine(words.joined(separator: " "))
        }
        if words.count == 5, let width = Int(words[2]), let height = Int(words[3]),
            let color = UInt32(words[4], radix: 16)
        {
            for row in y..<y + height { for column in x..<x + width { picture[row * self.width + column] = color } }
        } else if let color = UInt32(words[2], radix: 16) {
            for (row, dots) in words[3...].enumerated() {
                for (column, dot) in dots.enumerated() where dot == "#" {
                    picture[(y + row) * width + x + column] = color
                }
            }
        } else {
            throw Failure.badLine(words.joined(separator: " "))
        }
    }

    /// Where the first pixel differs; nil for the same picture.
    func difference(from shown: Picture) -> String? {
        if shown.width != width || shown.height != height { return "it has \(shown.width) x \(shown.height) pixels" }
        guard let place = picture.indices.first(where: { picture[$0] != shown.pixels[$0] }) else { return nil }
        return String(
            format: "at %d, %d: %06x, expected %06x", place % width, place / width, shown.pixels[place], picture[place])
    }
}
