import ArgumentParser
import Foundation
import TestBench
import Testing

@testable import Commands

/// `perch size`: what importing modules takes.
@Suite struct SizeCommandTests {
    static let module = """
        class Thing:
            def __init__(self, a, b):
                self.a = a
                self.b = b
            def sum(self):
                return self.a + self.b + sum(x * x for x in range(self.a))
        TABLE = {name: i for i, name in enumerate(("one", "two", "three", "four"))}
        def work(items):
            return [Thing(x, y).sum() for x, y in items]
        """

    func measure(_ arguments: [String]) throws -> SizeTable {
        try SizeCommand.parse(arguments + ["--jobs", "2"]).measure()
    }

    @Test func compiledNeedsLessAndTheLeastHeapIsWhereRunPasses() throws {
        let folder = try TemporaryFolder(["thing.py": Self.module, "main.py": "import thing\n"])
        let row = try #require(try measure([folder.path]).rows.first)
        let (source, compiled) = (try row.now.source.get(), try row.now.compiled.get())
        #expect(source.heapBytes > compiled.heapBytes)
        #expect(source.keptBytes > 300 && compiled.keptBytes > 300)
        #expect(try perchRun([folder.path, "--board", "pico", "--heap", "\(source.heapBytes)"]).exitCode == 0)
        #expect(try perchRun([folder.path, "--board", "pico", "--heap", "\(source.heapBytes - 80)"]).exitCode == 40)
    }

    @Test func limitsFailWithForty() throws {
        let folder = try TemporaryFolder(["thing.py": Self.module])
        let path = folder.path + "/thing.py"
        #expect(try measure([path, "--limit", "import=64K"]).exitCode == .success)
        let table = try measure([path, "--limit", "import=1000", "--limit", "kept=64K"])
        #expect(table.exitCode == .memoryLimit)
        #expect(table.excesses.count == 1 && table.excesses[0].contains("the limit is 1,000"))
        #expect(throws: (any Error).self) { try SizeCommand.parse([path, "--limit", "weight=3"]) }
    }

    @Test func modulesImportTheirNeighboursAndPackages() throws {
        let folder = try TemporaryFolder(["a.py": "import b\n", "b.py": "x = bytearray(4000)\n"])
        let table = try measure([folder.path])
        #expect(table.rows.map(\.module) == ["\(folder.path)/a.py", "\(folder.path)/b.py"])
        for row in table.rows { #expect(try row.now.compiled.get().keptBytes >= 4000) }
    }

    @Test func theChangeSinceARevisionIsTold() throws {
        let folder = try TemporaryFolder(["m.py": "x = bytearray(1000)\n"])
        let git = ["git", "-C", folder.path, "-c", "user.name=a", "-c", "user.email=a@b"]
        for words in [["init", "-q"], ["add", "."], ["commit", "-qm", "one"]] {
            #expect(ChildProcess.run("/usr/bin/env", git + words, limit: .seconds(30))?.exitCode == 0)
        }
        try "x = bytearray(2600)\n".write(toFile: folder.path + "/m.py", atomically: false, encoding: .utf8)
        let table = try measure([folder.path + "/m.py", "--against", "HEAD"])
        #expect(table.text().contains("(+1,600)"))
        #expect(throws: Complaint.self) { try measure([folder.path + "/m.py", "--against", "nonsense"]) }
    }

    @Test func badInputIsToldClearly() throws {
        let folder = try TemporaryFolder(["x.txt": "", "bad-name.py": "", "broken.py": "import nowhere\n"])
        #expect(throws: Complaint.self) { try measure(["/no/such/module.py"]) }
        #expect(throws: Complaint.self) { try measure([folder.path + "/x.txt"]) }
        #expect(throws: Complaint.self) { try measure([folder.path + "/bad-name.py"]) }
        let table = try measure([folder.path + "/broken.py"])
        #expect(table.exitCode == .failed)
        #expect(table.excesses.first?.contains("no module named 'nowhere'") == true)
    }
}
