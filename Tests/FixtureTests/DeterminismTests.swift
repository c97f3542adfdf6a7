import Bench
import Board
import Fabric
import TestBench
import Testing
import Window

/// The same run twice gives the same bytes: serial, pins, picture.
@Suite struct DeterminismTests {
    struct Record: Equatable {
        var serial: [UInt8] = []
        var pins: [UInt8] = []
        var picture: [UInt8] = []
        var cycles: Instant = .zero
    }

    static func record(_ name: String, on boardName: String, hostInterval: Picoseconds) throws -> Record {
        let project = try Project(name)
        let (board, program, _) = try project.makeBoard(boardName)
        var serial: [UInt8] = []
        var pins: [UInt8] = []
        board.serial.addSink { _, bytes in serial += bytes }
        let recorder = PinRecorder(board) { pins += $0 }
        // Somebody looks on, who must not be noticed.
        board.hostInterval = hostInterval
        board.host = { _ = $0.snapshot() }
        _ = board.run(program, limits: project.limits)
        recorder.finish(at: board.now)
        return Record(
            serial: serial, pins: pins, picture: BoardScene.render(board.snapshot()).png(), cycles: board.now)
    }

    @Test(arguments: ["blink", "button_irq", "pwm_fade", "traffic_light", "generator_scheduler"])
    func theSameRunTwiceGivesTheSameBytes(project: String) throws {
        let first = try Self.record(project, on: "pico", hostInterval: .milliseconds(16))
        let second = try Self.record(project, on: "pico", hostInterval: .milliseconds(16))
        #expect(first == second)
        #expect(first.pins.count > 100)
        #expect(first.picture.count > 1000)
    }

    @Test func whoLooksOnChangesNothing() throws {
        let often = try Self.record("button_irq", on: "pico", hostInterval: .milliseconds(1))
        let seldom = try Self.record("button_irq", on: "pico", hostInterval: .milliseconds(100))
        #expect(often.serial == seldom.serial)
        #expect(often.pins == seldom.pins)
    }
}
