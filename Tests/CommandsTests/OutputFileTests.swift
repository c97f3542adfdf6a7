import Foundation
import TestBench
import Testing

@testable import Commands

/// The files that a run writes.
@Suite struct OutputFileTests {
    @Test func serialTextPinsAndPicture() throws {
        let folder = try TemporaryFolder()
        let run = try perchRun([
            Repository.path("Fixtures/Projects/traffic_light"), "--board", "pico", "--serial-log-file",
            "\(folder.path)/serial.txt", "--vcd-file", "\(folder.path)/pins.vcd", "--screenshot",
            "\(folder.path)/board.png",
        ])
        #expect(run.exitCode == 0)
        let serial = try String(contentsOfFile: "\(folder.path)/serial.txt", encoding: .utf8)
        #expect(serial == Repository.text("Fixtures/Projects/traffic_light/expected.txt"))
        #expect(serial == run.serial)
        let pins = try String(contentsOfFile: "\(folder.path)/pins.vcd", encoding: .utf8)
        #expect(pins.contains("$timescale 1ns $end") && pins.contains(" GP12 $end"))
        let picture = try Data(contentsOf: URL(filePath: "\(folder.path)/board.png"))
        // The signature of PNG (ISO/IEC 15948, 5.2).
        #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    }
}
