/// Coverage of lines of a given width with round ends, from the distance of each pixel's centre to the nearest segment.
///
/// Where segments meet the larger coverage wins, so that a joint is as even as a straight.
struct StrokeRasterizer {
    /// Pixels that have a mask.
    let region: PixelRect
    /// Coverage 0...255, row by row.
    private(set) var mask: [UInt8]

    init(_ lines: [[Point]], width: Double, clip: PixelRect) {
        let reach = width / 2 + 0.5
        var around: PixelRect?
        for line in lines where !line.isEmpty {
            let box = Self.box(Path.polygon(line).bounds, reach)
            around = around.map { $0.union(box) } ?? box
        }
        let none = PixelRect(left: 0, top: 0, right: 0, bottom: 0)
        let wanted = (around ?? none).intersection(clip)
        region = wanted.isEmpty ? none : wanted
        mask = [UInt8](repeating: 0, count: region.width * region.height)
        guard !region.isEmpty else { return }
        for line in lines where !line.isEmpty {
            if line.count == 1 { add(line[0], line[0], reach) }
            for index in 1..<max(1, line.count) { add(line[index - 1], line[index], reach) }
        }
    }

    private static func box(_ bounds: Rect, _ reach: Double) -> PixelRect { bounds.inset(-reach).pixels }

    private mutating func add(_ a: Point, _ b: Point, _ reach: Double) {
        let bounds = Rect(min(a.x, b.x), min(a.y, b.y), (b.x - a.x).magnitude, (b.y - a.y).magnitude)
        let box = Self.box(bounds, reach).intersection(region)
        guard !box.isEmpty else { return }
        let along = b - a
        let lengthSquared = along.x * along.x + along.y * along.y
        let (region, width) = (region, region.width)
        mask.withUnsafeMutableBufferPointer { mask in
            for y in box.top..<box.bottom {
                for x in box.left..<box.right {
                    let (px, py) = (Double(x) + 0.5 - a.x, Double(y) + 0.5 - a.y)
                    let foot = lengthSquared > 0 ? (px * along.x + py * along.y) / lengthSquared : 0
                    let t = min(1, max(0, foot))
                    let (dx, dy) = (px - along.x * t, py - along.y * t)
                    let distance = (dx * dx + dy * dy).squareRoot()
                    guard distance < reach else { continue }
                    let coverage = UInt8((min(1, reach - distance) * 255).rounded())
                    let index = (y - region.top) * width + x - region.left
                    if coverage > mask[index] { mask[index] = coverage }
                }
            }
        }
    }
}
