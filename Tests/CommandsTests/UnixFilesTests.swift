import Foundation
import MicroPython
import Testing

@testable import Commands

/// `perch micropython` on the host's real files.
@Suite struct UnixFilesTests {
    @Test func whatTheHostRefusesHasItsNumber() throws {
        let files = HostFiles()
        let folder = NSTemporaryDirectory() + "perch-host-\(UUID().uuidString)"
        try files.makeDirectory(folder)
        #expect(throws: FileError(17)) { try files.makeDirectory(folder) }
        #expect(throws: FileError(2)) { try files.open(folder + "/none", .read) }
        #expect(throws: FileError(21)) { try files.remove(folder) }
        let file = try files.open(folder + "/a", .init(reads: true, writes: true, creates: true))
        #expect(try [1, 2, 3].map(UInt8.init).withUnsafeBytes { try file.write($0) } == 3)
        try file.flush()
        #expect(try file.seek(-1, from: .end) == 2)
        #expect(throws: FileError(22)) { try file.seek(-9, from: .current) }
        file.close()
        #expect(files.read(folder + "/a") == [1, 2, 3])
        #expect(try files.status(of: folder + "/a").size == 3)
        #expect(try files.entries(in: folder).map(\.name) == ["a"])
        #expect(throws: FileError(39)) { try files.removeDirectory(folder) }
        try files.rename(folder + "/a", to: folder + "/b")
        try files.remove(folder + "/b")
        try files.removeDirectory(folder)
        #expect(files.kind(of: folder) == .missing)
    }
}
