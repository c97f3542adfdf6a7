import Foundation
import Testing

@testable import Commands

/// `perch run` of a folder with a `diagram.json`.
@Suite struct DiagramRunTests {
    static let diagram = """
        {"parts": [{"type": "board-pi-pico-2", "id": "p"}, {"type": "wokwi-led", "id": "led1"}],
         "connections": [["p:GP2", "led1:A"], ["p:GND.1", "led1:C"]]}
        """

    private func run(_ files: [String: String], _ options: String...) throws -> RunReport {
        let folder = try TemporaryFolder(files)
        return try perchRun([folder.path] + options)
    }

    @Test func theDiagramNamesTheBoard() throws {
        let sketch = "import sys\nprint(sys.implementation._machine)"
        let report = try run(["main.py": sketch, "diagram.json": Self.diagram])
        #expect(report.serial == "Raspberry Pi Pico2 with RP2350\n" && report.notes == [] && report.exitCode == 0)
        #expect(
            try run(["main.py": sketch, "diagram.json": Self.diagram], "--board", "pico").serial
                == "Raspberry Pi Pico with RP2040\n")
    }

    @Test func allFilesAreOnTheFlash() throws {
        let report = try run([
            "main.py": "import os, other\nprint(sorted(os.listdir()), other.x)", "other.py": "x = 1",
            "boot.py": "print('boot')",
            "diagram.json": Self.diagram, "data.txt": "",
        ])
        #expect(report.serial == "boot\n['boot.py', 'data.txt', 'diagram.json', 'main.py', 'other.py'] 1\n")
    }

    @Test func anotherDiagramCanBeNamed() throws {
        let folder = try TemporaryFolder(["main.py": "import sys\nprint(sys.platform)", "b.json": Self.diagram])
        #expect(try perchRun(["\(folder.path)/main.py", "--diagram-file", "\(folder.path)/b.json"]).serial == "rp2\n")
        let report = try perchRun(["\(folder.path)/main.py", "--diagram-file", "\(folder.path)/no.json"])
        #expect(report.exitCode == 66 && report.notes.count == 1 && report.notes[0].contains("no.json: no such file"))
    }

    @Test(arguments: [
        ("{\"parts\": [", "/diagram.json:1:12: the file ends where a value is expected"),
        (
            "{\"parts\": [{\"type\": \"board-zx81-esp32\", \"id\": \"z\"}]}",
            "/diagram.json:1:12: z: no board 'board-zx81-esp32'"
        ),
    ])
    func aDiagramThatCannotBeBuiltIsOneLine(text: String, words: String) throws {
        let report = try run(["main.py": "print(1)", "diagram.json": text])
        #expect(report.exitCode == 65 && report.notes.count == 1 && report.serial == "")
        #expect(report.notes.first?.contains(words) == true, "\(report.notes)")
    }

    @Test func whatIsWrongBesideIsNotedAndTheRestRuns() throws {
        let text = """
            {"parts": [{"type": "wokwi-pi-pico", "id": "p"}, {"type": "wokwi-led", "id": "l"}, {"type": "wokwi-led", "id": "l"}],
             "connections": [["p:GP2", "nobody:A"], ["p:GP3", "l:A"], ["p:GND.1", "l:C"]]}
            """
        let report = try run(["main.py": "print(1)", "diagram.json": text])
        #expect(report.serial == "1\n" && report.exitCode == 0)
        #expect(report.notes.count == 2, "\(report.notes)")
        #expect(report.notes[0].contains("/diagram.json:1:84: a second part has the id 'l'"))
        #expect(report.notes[1].contains("/diagram.json:2:18: no part 'nobody'"))
    }

    @Test func whatNobodyKnowsNamesTheNearest() throws {
        let text = """
            {"parts": [{"type": "wokwi-pi-pico", "id": "p", "attrs": {"env": "x"}}, {"type": "wokwi-led", "id": "l",
              "attrs": {"colour": "red", "flip": "1"}}, {"type": "wokwi-ledd", "id": "m", "attrs": {"value": 1e400}},
              {"type": "wokwi-dht22", "id": "d", "left": 1e400, "attrs": {"temperature": 1e400, "label": "x"}}],
             "connections": [["p:GP29", "l:A"], ["p:GP3", "l:A"], ["p:GND.1", "l:C"], ["p:GP4", "d:SDA"]]}
            """
        let report = try run(["main.py": "print(1)", "diagram.json": text])
        #expect(report.serial == "1\n" && report.exitCode == 0)
        let words = [
            "d: 'left' is no number",
            ":2:45: unknown part type 'wokwi-ledd'; it does nothing (did you mean 'wokwi-led'",
            ":4:18: pico has no pin 'GP29' (did you mean ",
            ":1:73: l: it has no attribute 'colour' (did you mean 'color'?)",
            ":3:3: d: attribute 'temperature' is '1e400', expected a number from -40 to 80; it is passed over",
        ]
        for words in words { #expect(report.notes.contains { $0.contains(words) }, "\(words): \(report.notes)") }
    }

    @Test func severalBoardsRunWhatTheirFoldersHold() throws {
        let text =
            #"{"parts": [{"type": "wokwi-pi-pico", "id": "a"}, {"type": "wokwi-pi-pico", "id": "b"}], "connections": []}"#
        let folder = try TemporaryFolder(["main.py": "print('here')", "diagram.json": text])
        try FileManager.default.createDirectory(atPath: folder.path + "/b", withIntermediateDirectories: true)
        try "print('there')".write(toFile: folder.path + "/b/main.py", atomically: false, encoding: .utf8)
        let report = try perchRun([folder.path])
        #expect(report.serial == "here\nb: there\n" && report.exitCode == 0, "\(report)")
        #expect(try perchRun([folder.path, "--board", "pico"]).exitCode == 64)
    }
}
