import Foundation
import MicroPython
import TestBench
import Testing

@testable import Board

@Suite struct SketchFolderTests {
    private func folder(_ files: [String: String]) throws -> String {
        let path = NSTemporaryDirectory() + "perch-\(UUID().uuidString)"
        for (name, text) in files {
            let file = URL(filePath: path + "/sketch/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        try "secret = 1".write(toFile: path + "/outside.py", atomically: true, encoding: .utf8)
        return path
    }

    @Test func aProjectRunsBootAndMainAndImportsItsFiles() throws {
        let path = try folder([
            "boot.py": "print('boot')\na = 1", "main.py": "import blinker\nprint('main', a, blinker.b)",
            "blinker.py": "b = 2",
        ])
        let files = try SketchFolder(path + "/sketch")
        let desk = try Desk(files: files)
        #expect(desk.board.run(try .project(files)) == .finished)
        #expect(desk.lines == ["boot", "main 1 2"])
    }

    @Test func nothingOutsideTheFolderIsSeen() throws {
        let path = try folder(["main.py": ""])
        let files = try SketchFolder(path + "/sketch")
        try FileManager.default.createSymbolicLink(
            atPath: path + "/sketch/link.py", withDestinationPath: path + "/outside.py")
        for name in ["../outside.py", "/../outside.py", "lib/../../outside.py", "link.py", "..", "\0"] {
            #expect(files.read(name) == nil)
            #expect(files.kind(of: name) == .missing)
        }
        #expect(files.kind(of: "main.py") == .file && files.kind(of: "/main.py") == .file)
        #expect(files.kind(of: "") == .directory)
    }

    @Test func missingThingsAreNamed() throws {
        #expect(throws: BoardError.self) { try SketchFolder("/no/such/folder") }
        let path = try folder(["other.py": ""])
        #expect(throws: BoardError.self) { try Program.project(SketchFolder(path + "/sketch")) }
    }
}
