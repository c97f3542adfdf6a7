import BoardProfiles
import Foundation
import Testing

@testable import Commands

@Suite struct StarterProjectTests {
    @Test(arguments: try BoardProfile.available)
    func everyBoardsStarterBlinks(board: String) throws {
        let folder = try TemporaryFolder()
        let written = try StarterProject(board: board).write(to: folder.path + "/new")
        #expect(written.map { URL(filePath: $0).lastPathComponent } == ["main.py", "diagram.json", "README.md"])
        let report = try perchRun([folder.path + "/new", "--for", "1.2s"])
        #expect(report.serial == "led 1\nled 0\nled 1\n" && report.exitCode == 0, "\(board): \(report)")
        #expect(report.notes.filter { $0.contains("diagram.json") } == [], "\(board)")
    }

    @Test func nothingIsWrittenOver() throws {
        let folder = try TemporaryFolder(["diagram.json": "mine"])
        #expect { try StarterProject(board: "pico").write(to: folder.path) } throws: {
            "\($0)".hasSuffix("/diagram.json is there already; nothing was written")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/main.py"))
        #expect(throws: Complaint.self) { try StarterProject(board: "picco") }
    }
}
