/// Exact area coverage of a path, in integers.
///
/// Points are rounded to 1/256 pixel. Each edge adds its signed area to the pixels that it crosses and its signed height to all
/// pixels on its right; a running sum along a row gives coverage in 1/131072 of a pixel. Splits are computed from the
/// edge's own ends, so that a clipped drawing has the same bytes as an unclipped one.
struct CoverageRasterizer {
    /// Pixels that are wanted.
    let region: PixelRect
    private let stride: Int
    private var sums: [Int32]

    init(_ path: Path, clip: PixelRect) {
        let bounds = path.bounds
        // Far away shapes must not overflow the fixed-point numbers; 2^20 pixels are far away.
        let isSane = [bounds.x, bounds.y, bounds.maxX, bounds.maxY].allSatisfy { $0.magnitude < 1_048_576 }
        let around = isSane ? bounds.pixels.intersection(clip) : PixelRect(left: 0, top: 0, right: 0, bottom: 0)
        let region = around.isEmpty ? PixelRect(left: 0, top: 0, right: 0, bottom: 0) : around
        let stride = region.width + 2
        self.region = region
        self.stride = stride
        var sums = [Int32](repeating: 0, count: stride * region.height)
        if !region.isEmpty {
            sums.withUnsafeMutableBufferPointer { buffer in
                var edges = EdgeAdder(region: region, stride: stride, sums: buffer)
                for contour in path.contours where contour.count > 1 {
                    var last = contour[contour.count - 1]
                    for point in contour {
                        edges.add(last, point)
                        last = point
                    }
                }
            }
        }
        self.sums = sums
    }

    /// Coverage of one row of the region, 0...255.
    func row(_ y: Int, into coverage: inout [UInt8]) {
        let start = (y - region.top) * stride
        var sum: Int32 = 0
        sums.withUnsafeBufferPointer { sums in
            for x in 0..<region.width {
                sum &+= sums[start + x]
                let area = min(131_072, sum.magnitude)
                coverage[x] = UInt8(truncatingIfNeeded: (area &* 255 &+ 65_536) >> 17)
            }
        }
    }
}

/// Splits edges into the pixels that they cross.
private struct EdgeAdder {
    let region: PixelRect
    let stride: Int
    let sums: UnsafeMutableBufferPointer<Int32>

    mutating func add(_ a: Point, _ b: Point) {
        let (ax, ay) = (Int((a.x * 256).rounded()), Int((a.y * 256).rounded()))
        let (bx, by) = (Int((b.x * 256).rounded()), Int((b.y * 256).rounded()))
        guard ay != by else { return }
        // Downwards always, so that an edge and its opposite cancel exactly.
        if ay < by { addDown(ax, ay, bx, by, sign: 1) } else { addDown(bx, by, ax, ay, sign: -1) }
    }

    private func addDown(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int, sign: Int) {
        let first = max(y0 >> 8, region.top)
        let last = min((y1 - 1) >> 8, region.bottom - 1)
        guard first <= last else { return }
        for row in first...last {
            let upper = max(y0, row << 8)
            let lower = min(y1, (row + 1) << 8)
            let xUpper = upper == y0 ? x0 : x0 + (x1 - x0) * (upper - y0) / (y1 - y0)
            let xLower = lower == y1 ? x1 : x0 + (x1 - x0) * (lower - y0) / (y1 - y0)
            addPiece((row - region.top) * stride, xUpper, xLower, height: lower - upper, sign: sign)
        }
    }

    /// One edge inside of one row, `height` high.
    private func addPiece(_ start: Int, _ xUpper: Int, _ xLower: Int, height: Int, sign: Int) {
        let (x0, x1) = (min(xUpper, xLower), max(xUpper, xLower))
        var done = 0  // height that has been given to pixels on the left
        var x = x0
        while true {
            let cell = x >> 8
            let end = min(x1, max(cell + 1, region.left) << 8)
            let upTo = end == x1 ? height : height * (end - x0) / (x1 - x0)
            let d = upTo - done
            if cell >= region.right { return }
            if cell < region.left {
                // Left of the region: only its height counts there.
                sums[start] &+= Int32(truncatingIfNeeded: sign * d * 512)
            } else {
                let twiceX = (x - cell << 8) + (end - cell << 8)
                let index = start + cell - region.left
                sums[index] &+= Int32(truncatingIfNeeded: sign * d * (512 - twiceX))
                sums[index + 1] &+= Int32(truncatingIfNeeded: sign * d * twiceX)
            }
            if end == x1 { return }
            done = upTo
            x = end
        }
    }
}
