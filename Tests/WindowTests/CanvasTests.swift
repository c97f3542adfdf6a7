import Testing

@testable import Window

/// Blending and soft things.
@Suite struct CanvasTests {
    @Test func halfOfWhiteOnBlackIsGrey() {
        var canvas = Canvas(width: 2, height: 1)
        canvas.fill(PixelRect(left: 0, top: 0, right: 1, bottom: 1), .solid(Colour(0xFFFFFF, alpha: 0.5)))
        #expect(canvas.image[0, 0] == 0xFF80_8080)
        #expect(canvas.image[1, 0] == 0xFF00_0000)
    }

    @Test func opaqueIsExact() {
        var canvas = Canvas(width: 1, height: 1)
        canvas.fill(PixelRect(left: 0, top: 0, right: 1, bottom: 1), .solid(Colour(0x123456)))
        #expect(canvas.image[0, 0] == 0xFF12_3456)
    }

    @Test func nothingIsDrawnOutsideOfTheClip() {
        var canvas = Canvas(width: 20, height: 20)
        canvas.setClip(PixelRect(left: 5, top: 5, right: 10, bottom: 10))
        canvas.fill(.rectangle(Rect(-5, -5, 40, 40)), Colour(0xFFFFFF))
        canvas.glow(Point(7, 7), radius: 30, Colour(0xFF0000), strength: 1)
        canvas.shadow(Rect(0, 0, 20, 20), 2, blur: 5, Colour(0xFFFFFF))
        canvas.stroke([[Point(0, 0), Point(20, 20)]], width: 5, Colour(0xFFFFFF))
        for y in 0..<20 {
            for x in 0..<20 where !(5..<10).contains(x) || !(5..<10).contains(y) {
                #expect(canvas.image[x, y] == 0xFF00_0000)
            }
        }
    }

    @Test func lightFallsWithDistanceAndNeverOverflows() {
        var canvas = Canvas(width: 21, height: 1)
        for _ in 0..<3 { canvas.glow(Point(0.5, 0.5), radius: 20, Colour(0xFF8000), strength: 1) }
        let reds = (0..<21).map { canvas.image[$0, 0] >> 16 & 0xFF }
        #expect(reds[0] == 255)
        #expect(zip(reds, reds.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(reds[20] == 0)
    }

    @Test func gradientRunsFromTopToBottom() {
        var canvas = Canvas(width: 1, height: 100)
        let rect = PixelRect(left: 0, top: 0, right: 1, bottom: 100)
        canvas.fill(rect, .vertical(Colour(0x000000), Colour(0xFFFFFF), from: 0, to: 100))
        #expect(canvas.image[0, 0] & 0xFF <= 2)
        #expect((126...129).contains(canvas.image[0, 49] & 0xFF))
        #expect(canvas.image[0, 99] & 0xFF >= 253)
    }
}
