import MicroPython
import Testing

@Suite struct RAMFilesTests {
    /// A file system with one folder and one file, which says how often it was asked.
    private final class Base: GuestFiles {
        var reads = 0
        func kind(of path: String) -> GuestFileKind {
            switch path {
            case "", "/lib": .directory
            case "/lib/a.txt": .file
            default: .missing
            }
        }
        func read(_ path: String) -> [UInt8]? {
            reads += 1
            return path == "/lib/a.txt" ? Array("base".utf8) : nil
        }
        func entries(in path: String) throws(FileError) -> [FileEntry] {
            path == "" ? [FileEntry(name: "lib", kind: .directory)] : [FileEntry(name: "a.txt", kind: .file)]
        }
    }

    private func write(_ text: String, to path: String, in files: RAMFiles, _ mode: FileMode? = nil) throws {
        let file = try files.open(path, mode ?? FileMode(reads: false, writes: true, creates: true, truncates: true))
        let bytes = Array(text.utf8)
        #expect(try bytes.withUnsafeBytes { try file.write($0) } == bytes.count)
    }

    private func text(_ path: String, in files: RAMFiles) -> String? {
        files.read(path).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func whatIsWrittenHidesTheBaseAndLeavesIt() throws {
        let base = Base()
        let files = RAMFiles(over: base)
        #expect(text("/lib/a.txt", in: files) == "base")
        try write("new", to: "/lib/a.txt", in: files)
        try write("+more", to: "lib/a.txt", in: files, FileMode(reads: false, writes: true, appends: true))
        #expect(text("/lib/../lib/./a.txt", in: files) == "new+more")
        #expect(base.read("/lib/a.txt") == Array("base".utf8))
        try files.remove("/lib/a.txt")
        #expect(files.kind(of: "/lib/a.txt") == .missing)
        #expect(try files.entries(in: "/lib") == [])
        try files.removeDirectory("/lib")
        #expect(try files.entries(in: "/") == [])
    }

    @Test func aFolderOfTheBaseMovesWithAllThatIsInIt() throws {
        let files = RAMFiles(over: Base())
        try files.rename("/lib", to: "/moved")
        #expect(files.kind(of: "/lib/a.txt") == .missing)
        #expect(text("/moved/a.txt", in: files) == "base")
    }

    @Test func aSeekBeyondTheEndLeavesZeros() throws {
        let files = RAMFiles()
        let file = try files.open("/hole", FileMode(reads: true, writes: true, creates: true))
        #expect(try file.seek(3, from: .end) == 3)
        #expect(try [7].withUnsafeBytes { try file.write(UnsafeRawBufferPointer(rebasing: $0[..<1])) } == 1)
        #expect(files.read("/hole") == [0, 0, 0, 7])
        #expect(throws: FileError.invalid) { try file.seek(-5, from: .current) }
    }

    /// Two blocks of 4096 bytes: a third does not fit.
    @Test func aFullFlashRefuses() throws {
        let files = RAMFiles(capacityBytes: 2 * 4096)
        try write(String(repeating: "x", count: 4097), to: "/a", in: files)
        #expect(throws: FileError.noSpace) { try write("y", to: "/b", in: files) }
        #expect(try files.space(at: "/").freeBlocks == 0)
        try files.remove("/a")
        try write("y", to: "/b", in: files)
        #expect(try files.space(at: "/").freeBlocks == 1)
    }

    @Test func anOpenFileOutlivesItsName() throws {
        let files = RAMFiles()
        try write("text", to: "/a", in: files)
        let file = try files.open("/a", .read)
        try files.remove("/a")
        var buffer: [UInt8] = [0, 0, 0, 0, 0]
        #expect(try buffer.withUnsafeMutableBytes { try file.read(into: $0) } == 4)
    }

    @Test func aFileSystemThatOnlyReadsSaysSo() {
        let files = NoFiles()
        #expect(throws: FileError.readOnly) { try files.open("/a", FileMode(writes: true, creates: true)) }
        #expect(throws: FileError.missing) { try files.open("/a", .read) }
        #expect(throws: FileError.readOnly) { try files.makeDirectory("/a") }
    }
}
