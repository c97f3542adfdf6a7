import Testing

@testable import Window

/// Coverage against areas computed by hand.
@Suite struct CoverageRasterizerTests {
    static let clip = PixelRect(left: 0, top: 0, right: 64, bottom: 64)

    /// Coverage of every pixel of a 64 by 64 picture.
    func coverage(_ path: Path, clip: PixelRect = clip) -> [[Int]] {
        var out = [[Int]](repeating: [Int](repeating: 0, count: 64), count: 64)
        let rasterizer = CoverageRasterizer(path, clip: clip)
        let region = rasterizer.region
        var row = [UInt8](repeating: 0, count: region.width)
        for y in region.top..<region.bottom {
            rasterizer.row(y, into: &row)
            for x in 0..<region.width { out[y][region.left + x] = Int(row[x]) }
        }
        return out
    }

    @Test func aHalfCoveredPixelHasHalfTheAlpha() {
        let pixels = coverage(.rectangle(Rect(2, 1, 1.5, 1)))
        #expect(pixels[1][1...4] == [0, 255, 128, 0])  // 127.5 rounds up
    }

    @Test func aQuarterOfAPixel() {
        #expect(coverage(.rectangle(Rect(3.5, 3.5, 0.5, 0.5)))[3][3] == 64)  // 63.75
    }

    @Test func aDiagonalHalvesItsPixels() {
        let pixels = coverage(.polygon([Point(0, 0), Point(4, 4), Point(0, 4)]))
        for index in 0..<4 { #expect(pixels[index][index] == 128) }
        #expect(pixels[3][0] == 255)
        #expect(pixels[0][3] == 0)
    }

    @Test(arguments: [3.0, 10, 20.3, 30])
    func aCircleHasItsArea(radius: Double) {
        let sum = coverage(.circle(Point(32, 32), radius)).joined().reduce(0, +)
        let area = Double(sum) / 255
        #expect((area / (Double.pi * radius * radius) - 1).magnitude < 0.005)
    }

    @Test func aRingIsOpen() {
        let pixels = coverage(.ring(Point(32, 32), outer: 20, inner: 10))
        #expect(pixels[32][32] == 0)
        #expect(pixels[32][47] == 255)
    }

    @Test func aClippedShapeHasTheSameBytes() {
        let path = Path.polygon([Point(-30.3, 4.1), Point(90.7, 20.9), Point(40.2, 99.5), Point(-3.3, 60.6)])
        let whole = coverage(path)
        for clip in [
            PixelRect(left: 5, top: 3, right: 20, bottom: 40), PixelRect(left: 31, top: 30, right: 64, bottom: 33),
        ] {
            let part = coverage(path, clip: clip)
            for y in clip.top..<clip.bottom {
                #expect(part[y][clip.left..<clip.right] == whole[y][clip.left..<clip.right])
            }
        }
    }

    @Test func farAwayShapesDrawNothing() {
        #expect(coverage(.rectangle(Rect(0, 0, 1e12, .infinity))).joined().allSatisfy { $0 == 0 })
    }

    @Test func aLineOfOnePixelIsSharp() {
        let stroke = StrokeRasterizer([[Point(2.5, 5.5), Point(9.5, 5.5)]], width: 1, clip: Self.clip)
        func at(_ x: Int, _ y: Int) -> UInt8 {
            stroke.mask[(y - stroke.region.top) * stroke.region.width + x - stroke.region.left]
        }
        #expect(at(5, 5) == 255)
        #expect(at(5, 4) == 0)
        #expect(at(5, 6) == 0)
    }
}
