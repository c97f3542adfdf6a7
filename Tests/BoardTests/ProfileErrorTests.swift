import Foundation
import Testing

@testable import BoardProfiles

/// A profile that is wrong gives one line that names file, line and key.
@Suite struct ProfileErrorTests {
    /// The pico's file, changed in one place and loaded from a folder of the user's.
    func load(replacing old: String, with new: String, in kind: String = "boards", _ name: String = "pico") throws
        -> String
    {
        let library = try ProfileLibrary.builtIn()
        let text = try #require(ProfileLibrary.text(ofFile: "\(library.path)/\(kind)/\(name).yaml"))
        #expect(text.contains(old), "the test wants to change '\(old)'")
        let folder = FileManager.default.temporaryDirectory.appending(path: "perch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = text.range(of: old)!
        try text.replacingCharacters(in: first, with: new).write(
            to: folder.appending(path: "\(name).yaml"), atomically: true, encoding: .utf8)
        let board = folder.appending(path: "pico.yaml").path
        if kind != "boards" {
            try FileManager.default.copyItem(atPath: "\(library.path)/boards/pico.yaml", toPath: board)
        }
        do {
            let loaded = try BoardProfile.load(board)
            return "loaded \(loaded.name)"
        } catch {
            return error.description.replacing("\(folder.path)/", with: "")
        }
    }

    @Test func aMisspeltKey() throws {
        // `clock` stands on the sixth line of chips/rp2040.yaml.
        #expect(
            try load(replacing: "clock:", with: "clok:", in: "chips", "rp2040")
                == "rp2040.yaml:6: unknown key 'clok' (did you mean 'clock'?)")
        #expect(
            try load(replacing: "title:", with: "titel:") == "pico.yaml:3: unknown key 'titel' (did you mean 'title'?)")
        #expect(try load(replacing: "title:", with: "quux: 1\ntitle:") == "pico.yaml:3: unknown key 'quux'")
    }

    @Test func aMissingKey() throws {
        #expect(try load(replacing: "firmware: rp2\n", with: "") == "pico.yaml:2: missing key 'firmware'")
    }

    @Test func aWrongType() throws {
        #expect(
            try load(replacing: "total: 264K", with: "total: lots")
                == "pico.yaml:11: 'total' is 'lots', expected a size such as 16384 or 16K")
        #expect(
            try load(replacing: "lit: high", with: "lit: maybe")
                == "pico.yaml:21: 'lit' is 'maybe', expected one of low, high")
        #expect(
            try load(replacing: "{firmware: 23616}", with: "23616")
                == "pico.yaml:13: 'static' is '23616', expected a mapping")
        #expect(
            try load(replacing: "wokwi: [board-pi-pico, wokwi-pi-pico]", with: "wokwi: pico")
                == "pico.yaml:6: 'wokwi' is 'pico', expected a list")
        #expect(
            try load(replacing: "size: [21, 51]", with: "size: [21]")
                == "pico.yaml:27: 'size' has 1 numbers, expected [x, y]")
    }

    @Test func namesThatLeadNowhere() throws {
        #expect(
            try load(replacing: "chip: rp2040", with: "chip: rp2041")
                == "pico.yaml:4: no chip 'rp2041' (did you mean 'rp2040'?)")
        #expect(
            try load(replacing: "LED: GPIO25}", with: "LED: GPIO52}")
                == "pico.yaml:19: 'GPIO52' is no pin of this board")
        #expect(
            try load(replacing: "[GP0, GP1, GND", with: "[GP0, GP77, GND")
                == "pico.yaml:38: header pin 'GP77' is neither a pin nor in 'power' or 'other'")
        #expect(
            try load(replacing: "port: rp2", with: "port: ../rp2", in: "chips", "rp2040")
                == "rp2040.yaml:5: no port '../rp2'")
    }

    @Test func aChipBesideTheBoardIsTaken() throws {
        #expect(try load(replacing: "mcu: RP2040", with: "mcu: RP2040B", in: "chips", "rp2040") == "loaded pico")
    }

    @Test func notEvenYAML() throws {
        #expect(try load(replacing: "wokwi: [", with: "wokwi: [[").hasPrefix("pico.yaml:"))
        #expect(
            try load(replacing: "title:", with: "title: x\ntitle:")
                == "pico.yaml:3: key 'title' stands in one mapping twice")
        #expect(try load(replacing: "title:", with: "\u{1}:").hasPrefix("pico.yaml:3: control characters"))
    }

    @Test func aBoardThatDoesNotFitItself() throws {
        #expect(
            try load(replacing: "total: 264K", with: "total: 32K")
                == "pico.yaml:11: 'total' is 32768 bytes, but static use, stack and the smallest heap are 33520 together"
        )
    }
}
