import Foundation
import TestBench
import Testing

@testable import Commands

/// Bad input: one clear line on stderr and an exit code.
@Suite struct BadInputTests {
    private func expectOneLine(_ run: RunReport, _ exitCode: Int32, _ words: String...) {
        #expect(run.exitCode == exitCode)
        #expect(run.notes.count == 1, "\(run.notes)")
        for word in words { #expect(run.notes.first?.contains(word) == true, "\(run.notes) does not say '\(word)'") }
        #expect(run.notes.allSatisfy { !$0.contains("\n") })
    }

    @Test func aMissingFile() throws {
        expectOneLine(try perchRun(["/no/such/sketch.py"]), 66, "/no/such/sketch.py", "no such file or folder")
    }

    @Test func aMissingEnding() throws {
        let folder = try TemporaryFolder(["blink.py": "pass"])
        expectOneLine(try perchRun(["\(folder.path)/blink"]), 66, "did you mean", "blink.py")
    }

    @Test func aFolderWithoutMain() throws {
        let folder = try TemporaryFolder(["blink.py": "pass"])
        expectOneLine(try perchRun([folder.path]), 66, "no main.py", "did you mean", "blink.py")
        let empty = try TemporaryFolder()
        expectOneLine(try perchRun([empty.path]), 66, "no main.py", "give the path of a .py file")
    }

    @Test(arguments: ["main.py", "diagram.json", "boot.py"])
    func aFileThatIsNone(name: String) throws {
        func project() throws -> TemporaryFolder {
            try TemporaryFolder(["main.py": "print(1)"].filter { $0.key != name })
        }
        let folder = try project()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/\(name)", withIntermediateDirectories: false)
        expectOneLine(try perchRun([folder.path]), 66, "/\(name): cannot be read; it is a folder")
        for (goal, words) in [(name, "its link leads in a circle"), ("nowhere", "its link leads nowhere")] {
            let folder = try project()
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder.path)/\(name)", withDestinationPath: goal)
            expectOneLine(try perchRun([folder.path]), 66, "/\(name): cannot be read; \(words)")
        }
    }

    @Test func aDiagramInPlaceOfItsFolder() throws {
        let folder = try TemporaryFolder([
            "main.py": "import sys\nprint(sys.platform)",
            "diagram.json": #"{"parts": [{"type": "wokwi-pi-pico", "id": "p"}]}"#,
        ])
        let run = try perchRun(["\(folder.path)/diagram.json"])
        #expect(run.serial == "rp2\n" && run.notes == [] && run.exitCode == 0)
        #expect(
            try perchRun(["-c", "import sys\nprint(sys.platform)", "--diagram-file", "\(folder.path)/diagram.json"])
                .serial == "rp2\n")
        expectOneLine(try perchRun(["-c", "pass", "--diagram-file", "/no.json"]), 66, "/no.json: no such file")
        expectOneLine(try perchRun(["-c", "pass", "--diagram-file", folder.path]), 66, "it is a folder")
    }

    @Test func aByteOrderMarkIsNamed() throws {
        let folder = try TemporaryFolder(["main.py": "\u{FEFF}print(1)"])
        let run = try perchRun([folder.path, "--board", "pico"])
        #expect(run.exitCode == 1 && run.serial.hasSuffix("NameError: name '\u{FEFF}print' isn't defined\n"))
        #expect(run.notes.count == 1 && run.notes[0].hasPrefix("main.py:1:1: a byte order mark"), "\(run.notes)")
    }

    @Test func aSyntaxErrorIsTheGuestsOwn() throws {
        let folder = try TemporaryFolder(["main.py": "x = 1\nif x\n    pass\n"])
        let run = try perchRun([folder.path, "--board", "pico"])
        #expect(run.exitCode == 1)
        #expect(
            run.serial
                == "Traceback (most recent call last):\n  File \"main.py\", line 2\nSyntaxError: invalid syntax\n")
    }

    @Test func anUnknownBoard() throws {
        expectOneLine(try perchRun(["-c", "pass", "--board", "pica"]), 64, "unknown board 'pica'", "did you mean pico")
        expectOneLine(
            try perchRun(["-c", "pass", "--board", "zx81"]), 64, "unknown board 'zx81'", "pico", "esp32", "nodemcu")
    }

    @Test(arguments: ["--vcd-file", "--screenshot", "--serial-log-file", "--wav-file"])
    func anUnwritableFile(option: String) throws {
        let run = try perchRun(["-c", "print(1)", "--board", "pico", option, "/no/such/folder/out"])
        expectOneLine(run, 64, option, "/no/such/folder/out", "cannot be written")
        #expect(run.serial == "")
    }

    @Test func aProfileWithAWrongKey() throws {
        let text = Repository.text("BoardProfiles/boards/pico.yaml").replacing("\ntitle:", with: "\ntitel:")
        let folder = try TemporaryFolder(["mine.yaml": text])
        let line =
            text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.hasPrefix("titel:") }! + 1
        let run = try perchRun(["-c", "pass", "--board", "\(folder.path)/mine.yaml"])
        expectOneLine(run, 65, "mine.yaml:\(line)", "titel")
    }

    @Test func nonsenseOnTheCommandLine() {
        for arguments in [
            ["-c", "pass", "--for", "ten"], ["-c", "pass", "--heap", "x"], [], ["-c", "pass", "main.py"],
        ] {
            #expect(throws: (any Error).self) { try RunCommand.parse(arguments) }
        }
    }
}
