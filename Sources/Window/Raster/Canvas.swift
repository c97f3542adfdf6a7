/// An opaque picture that shapes are blended onto.
///
/// Every operation works pixel by pixel on values that do not depend on the clip: a clipped redraw gives the same bytes.
struct Canvas {
    private(set) var image: Image
    /// Nothing outside is touched.
    var clip: PixelRect

    init(_ image: Image) {
        self.image = image
        clip = PixelRect(left: 0, top: 0, right: image.width, bottom: image.height)
    }

    init(width: Int, height: Int) { self.init(Image(width: width, height: height)) }

    private var all: PixelRect { PixelRect(left: 0, top: 0, right: image.width, bottom: image.height) }

    /// Limits drawing to the picture's part of `rect`.
    mutating func setClip(_ rect: PixelRect?) { clip = rect.map { $0.intersection(all) } ?? all }

    /// Copies pixels of an equally large picture.
    mutating func copy(_ source: Image, _ rect: PixelRect) {
        let part = rect.intersection(clip)
        guard !part.isEmpty else { return }
        let width = image.width
        image.pixels.withUnsafeMutableBufferPointer { to in
            source.pixels.withUnsafeBufferPointer { from in
                for y in part.top..<part.bottom {
                    let start = y * width + part.left
                    (to.baseAddress! + start).update(from: from.baseAddress! + start, count: part.width)
                }
            }
        }
    }

    /// Fills a path.
    mutating func fill(_ path: Path, _ paint: Paint) {
        let coverage = CoverageRasterizer(path, clip: clip)
        let region = coverage.region
        guard !region.isEmpty else { return }
        var row = [UInt8](repeating: 0, count: region.width)
        for y in region.top..<region.bottom {
            coverage.row(y, into: &row)
            blend(row, offset: 0, y: y, left: region.left, right: region.right, paint)
        }
    }

    /// Fills a path with one colour.
    mutating func fill(_ path: Path, _ colour: Colour) { fill(path, .solid(colour)) }

    /// Fills whole pixels.
    mutating func fill(_ rect: PixelRect, _ paint: Paint) {
        let part = rect.intersection(clip)
        guard !part.isEmpty else { return }
        let row = [UInt8](repeating: 255, count: part.width)
        for y in part.top..<part.bottom {
            blend(row, offset: 0, y: y, left: part.left, right: part.right, paint)
        }
    }

    /// Draws lines with round ends and joints.
    mutating func stroke(_ lines: [[Point]], width: Double, _ colour: Colour) {
        let stroke = StrokeRasterizer(lines, width: width, clip: clip)
        blend(stroke.mask, in: stroke.region, colour)
    }

    /// Blends a colour through a mask of coverages.
    mutating func blend(_ mask: [UInt8], in region: PixelRect, _ colour: Colour) {
        let part = region.intersection(clip)
        guard !part.isEmpty else { return }
        for y in part.top..<part.bottom {
            let offset = (y - region.top) * region.width + part.left - region.left
            blend(mask, offset: offset, y: y, left: part.left, right: part.right, .solid(colour))
        }
    }

    private mutating func blend(_ row: [UInt8], offset: Int, y: Int, left: Int, right: Int, _ paint: Paint) {
        let start = y * image.width
        image.pixels.withUnsafeMutableBufferPointer { pixels in
            row.withUnsafeBufferPointer { row in
                var colour = paint.colour(x: left, y: y)
                var isRadial = false
                if case .radial = paint { isRadial = true }
                for x in left..<right {
                    let coverage = UInt32(row[offset + x - left])
                    guard coverage != 0 else { continue }
                    if isRadial { colour = paint.colour(x: x, y: y) }
                    let weight = Colour.weight(coverage: coverage, alpha: colour.alpha)
                    let mixed = Colour.mix(under: pixels[start + x], over: colour.rgb, weight: weight)
                    pixels[start + x] = mixed | 0xFF00_0000
                }
            }
        }
    }

    /// Replaces the pixels of `rect` by what `shade` makes of them.
    mutating func shade(_ rect: PixelRect, _ shade: (_ x: Double, _ y: Double, _ under: UInt32) -> UInt32) {
        let part = rect.intersection(clip)
        guard !part.isEmpty else { return }
        let width = image.width
        image.pixels.withUnsafeMutableBufferPointer { pixels in
            for y in part.top..<part.bottom {
                for x in part.left..<part.right {
                    let index = y * width + x
                    pixels[index] = shade(Double(x) + 0.5, Double(y) + 0.5, pixels[index]) | 0xFF00_0000
                }
            }
        }
    }
}
