import Foundation
import TestBench
import Testing

@testable import Commands

/// `--max-live`, `--max-stack` and `--memory-report` of `perch run`.
@Suite struct RunMemoryTests {
    static let program = """
        import gc
        keep = []
        def fill(n):
            for i in range(n):
                keep.append(bytearray(100))
                bytes(300)
        def deep(n):
            return n and deep(n - 1)
        fill(40)
        deep(6)
        gc.collect()
        print(gc.mem_alloc(), gc.mem_free())
        """
    static let board = ["--board", "tiny16", "--ram", "20K"]

    @Test func watchingChangesNothing() throws {
        let folder = try TemporaryFolder(["main.py": Self.program])
        let plain = try perchRun([folder.path] + Self.board)
        let watched = try perchRun(
            [folder.path, "--max-live", "11K", "--max-stack", "2900", "--memory-report", folder.path + "/r.json"]
                + Self.board)
        #expect(plain.exitCode == 0)
        #expect(watched.exitCode == 0)
        // Free and used bytes at the end are those of the same collections.
        #expect(plain.serial == watched.serial)
        #expect(plain.serial.count > 5)
    }

    @Test func tooMuchLiveIsFortyAndNamesTheLine() throws {
        let run = try perchRun(["-c", Self.program, "--max-live", "2K"] + Self.board)
        let plain = try perchRun(["-c", Self.program] + Self.board)
        #expect(run.exitCode == 40)
        #expect(run.serial == plain.serial)
        let note = try #require(run.notes.first)
        #expect(note.contains("bytes live at <stdin>:") && note.contains("the limit is 2,048 (--max-live)"))
    }

    @Test func whatIsLiveAtTheEndCounts() throws {
        let run = try perchRun(["-c", "x = bytearray(3000)", "--board", "pico", "--max-live", "2K"])
        #expect(run.exitCode == 40)
        // The object takes a block of 16 bytes, what it holds 188 of them.
        #expect(
            run.notes.first?.contains(" bytes live at the end, 3,024 of them from <stdin>:1; the limit is 2,048")
                == true, "\(run.notes)")
    }

    @Test func tooDeepIsFortyAndNamesTheLine() throws {
        let run = try perchRun(["-c", Self.program, "--max-stack", "1500"] + Self.board)
        #expect(run.exitCode == 40)
        #expect(run.notes.first?.contains("bytes of stack at <stdin>:8 in deep, ") == true)
        #expect(try perchRun(["-c", "print(1)", "--board", "pico", "--max-stack", "2K"]).exitCode == 0)
        let atOnce = try perchRun(["-c", "print(1)", "--board", "pico", "--max-stack", "600"])
        #expect(atOnce.notes.first?.contains("bytes of stack to compile the program") == true)
    }

    @Test func theReportIsOfTheStartWithTheMostLiveBytes() throws {
        let program = """
            import machine
            if machine.reset_cause() == machine.PWRON_RESET:
                big = bytearray(40000)
                machine.reset()
            """
        let folder = try TemporaryFolder(["main.py": program])
        _ = try perchRun([folder.path, "--board", "esp32", "--memory-report", folder.path + "/r.json"])
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: folder.path + "/r.json")))
        let report = try #require(json as? [String: Any])
        let peak = ((report["record"] as? [String: Any])?["peak"] as? [String: Any])?["live_bytes"] as? Int
        #expect(report["reset_count"] as? Int == 1 && report["start"] as? Int == 1)
        #expect((peak ?? 0) > 40_000)
    }

    @Test func aLimitThatCannotBeExceededIsAnError() throws {
        let live = try perchRun(["-c", "pass", "--board", "tiny16", "--max-live", "64K"])
        #expect(live.exitCode == 64)
        #expect(live.notes.first?.hasPrefix("--max-live: tiny16 never has so much: its heap has 8,448 bytes") == true)
        let stack = try perchRun(["-c", "pass", "--board", "tiny16", "--max-stack", "64K"])
        #expect(stack.exitCode == 64)
        let format = try perchRun(["-c", "pass", "--board", "tiny16", "--memory-report", "/tmp/report.pdf"])
        #expect(format.exitCode == 64)
        #expect(format.notes.first?.hasSuffix("end its name in .txt, .json or .html") == true)
    }

    @Test func theReportNamesLinesObjectsAndTheFailure() throws {
        let program = "data = {'log': []}\nwhile True:\n    data['log'].append('x' * 50 + str(len(data['log'])))\n"
        let folder = try TemporaryFolder(["main.py": program])
        for format in ["txt", "json", "html"] {
            let run = try perchRun([folder.path, "--board", "tiny16", "--memory-report", "\(folder.path)/r.\(format)"])
            #expect(run.exitCode == 40)
        }
        let text = try String(contentsOfFile: folder.path + "/r.txt", encoding: .utf8)
        for words in [
            "THE LAST OF 1 MEMORYERRORS", "at main.py:3", "data['log']", "compiling main.py", "WHAT HELPS",
            "in <module> (main.py:3)", "COLLECTIONS: ",
        ] { #expect(text.contains(words), "no '\(words)'") }
        let json =
            try JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(filePath: folder.path + "/r.json"))) as? [String: Any]
        let record = try #require(json?["record"] as? [String: Any])
        #expect(record["failure_count"] as? Int == 1)
        #expect(record["total_bytes"] as? Int == 8448)
        let html = try String(contentsOfFile: folder.path + "/r.html", encoding: .utf8)
        #expect(html.contains("<svg") && html.contains("prefers-color-scheme: dark"))
        // Nothing is fetched.
        #expect(!html.contains("http") && !html.contains("<script") && !html.contains("src="))
    }

    @Test func theSumOfTheLinesIsWhatWasAllocated() throws {
        let folder = try TemporaryFolder(["main.py": "a = bytearray(1000)\nb = [0] * 100\n"])
        _ = try perchRun([folder.path, "--board", "pico", "--memory-report", folder.path + "/r.json"])
        let json =
            try JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(filePath: folder.path + "/r.json"))) as? [String: Any]
        let record = try #require(json?["record"] as? [String: Any])
        let sites = try #require(record["sites"] as? [[String: Any]])
        func bytes(line: Int) -> Int? {
            sites.first { ($0["place"] as? [String: Any])?["line"] as? Int == line }?["bytes"] as? Int
        }
        // py/objarray.c: 16 bytes and the data; py/objlist.c: 16 bytes and a word each, [0] first: 16 and 4 words. py/map.c: the fifth name
        // of the main program, after __name__ and __file__ and what _boot.py has imported, makes a table of six.
        #expect(bytes(line: 1) == 16 + 1008 + 6 * 8)
        #expect(bytes(line: 2) == 16 + 16 + 16 + 400)
        let end = try #require(record["end"] as? [String: Any])
        let cells = try #require(end["cells"] as? String)
        #expect(cells.count * 16 == record["total_bytes"] as? Int)
        #expect(cells.count { $0 == "A" } >= 64)
    }
}
