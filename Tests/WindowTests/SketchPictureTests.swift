import Board
import BoardProfiles
import Fabric
import TestBench
import Testing

@testable import Window

/// Real sketches on real boards, drawn without a display.
@Suite struct SketchPictureTests {
    /// The board after so much of a project has run.
    static func board(_ project: String, until instant: Instant) throws -> Board {
        let folder = try SketchFolder(Repository.path("Fixtures/Projects/\(project)"))
        let board = try Board(profile: BoardProfile.load("pico"), files: folder)
        _ = board.run(try .project(folder), limits: RunLimits(until: instant))
        return board
    }

    @Test func blinkLightsTheLEDsPixels() throws {
        // blink is lit in 0...500 ms and dark in 500...1000 ms.
        let lit = try Self.board("blink", until: .milliseconds(250)).snapshot()
        let dark = try Self.board("blink", until: .milliseconds(750)).snapshot()
        let led = try #require(lit.leds.first { $0.name == "LED" })
        #expect(led.brightness == 1)
        #expect(dark.leds.first { $0.name == "LED" }?.brightness == 0)
        let place = SceneLayout(lit, width: 1100, height: 720).board.led(led).centre
        let pictures = (on: BoardScene.render(lit), off: BoardScene.render(dark))
        func gain(_ shift: UInt32, _ dx: Int) -> Int {
            let (x, y) = (Int(place.x) + dx, Int(place.y))
            return Int(pictures.on[x, y] >> shift & 0xFF) - Int(pictures.off[x, y] >> shift & 0xFF)
        }
        let (red, green): (UInt32, UInt32) = (16, 8)
        // The plastic gets brighter; its light falls on what is around it, and that of a Pico's LED is green (pico.yaml).
        #expect(gain(red, 0) + gain(green, 0) > 40)
        for dx in [-14, 14] { #expect(gain(green, dx) > 10 && gain(green, dx) > gain(red, dx), "\(dx)") }
    }

    @Test func theSameMomentGivesTheSamePicture() throws {
        let first = BoardScene.render(try Self.board("blink", until: .milliseconds(250)).snapshot())
        let second = BoardScene.render(try Self.board("blink", until: .milliseconds(250)).snapshot())
        // Not the pictures themselves: a failure would print a million numbers.
        let isEqual = first == second
        #expect(isEqual)
    }
}
