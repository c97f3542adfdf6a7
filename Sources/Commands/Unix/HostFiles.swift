import Foundation
import MicroPython

/// The host's real files, as `perch micropython` gives them to its guest: what the guest writes is written.
struct HostFiles: GuestFiles, Sendable {
    /// The files of the computer that Perch runs on.
    init() {}

    /// The directory that Perch was started in.
    static var workingDirectory: String { FileManager.default.currentDirectoryPath }

    /// What a path is; devices and pipes are neither.
    func kind(of path: String) -> GuestFileKind {
        guard let status = try? hostStatus(path) else { return .missing }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .directory
        case S_IFREG: return .file
        default: return .missing
        }
    }

    /// A file's bytes.
    func read(_ path: String) -> [UInt8]? { FileManager.default.contents(atPath: path).map { [UInt8]($0) } }

    /// Opens a file; makes it where the mode says so.
    func open(_ path: String, _ mode: FileMode) throws(FileError) -> any OpenFile {
        var flags = mode.reads ? mode.writes ? O_RDWR : O_RDONLY : O_WRONLY
        if mode.creates { flags |= O_CREAT }
        if mode.truncates { flags |= O_TRUNC }
        if mode.appends { flags |= O_APPEND }
        return HostFile(try Self.retry { Foundation.open(path, flags | O_CLOEXEC, 0o644) })
    }

    /// All that the host knows.
    func status(of path: String) throws(FileError) -> FileStatus {
        let status = try hostStatus(path)
        return FileStatus(
            mode: Int(status.st_mode), size: Int(status.st_size),
            identity: [
                Int(truncatingIfNeeded: status.st_ino), Int(truncatingIfNeeded: status.st_dev), Int(status.st_nlink),
                Int(status.st_uid), Int(status.st_gid),
            ],
            times: Self.times(status))
    }

    private static func times(_ status: stat) -> [Int] {
        #if canImport(Darwin)
            [status.st_atimespec.tv_sec, status.st_mtimespec.tv_sec, status.st_ctimespec.tv_sec]
        #else
            [status.st_atim.tv_sec, status.st_mtim.tv_sec, status.st_ctim.tv_sec]
        #endif
    }

    private func hostStatus(_ path: String) throws(FileError) -> stat {
        var status = stat()
        _ = try Self.retry { stat(path, &status) }
        return status
    }

    /// In the order of the host.
    func entries(in path: String) throws(FileError) -> [FileEntry] {
        guard let directory = opendir(path) else { throw FileError(Int(errno)) }
        defer { closedir(directory) }
        var entries: [FileEntry] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            entries.append(
                FileEntry(
                    name: name, kind: Int32(entry.pointee.d_type) == Int32(DT_DIR) ? .directory : .file,
                    inode: Int(truncatingIfNeeded: entry.pointee.d_ino)))
        }
        return entries
    }

    /// `os.mkdir`.
    func makeDirectory(_ path: String) throws(FileError) { _ = try Self.retry { mkdir(path, 0o777) } }
    /// `os.remove`.
    func remove(_ path: String) throws(FileError) { _ = try Self.retry { unlink(path) } }
    /// `os.rmdir`.
    func removeDirectory(_ path: String) throws(FileError) { _ = try Self.retry { rmdir(path) } }
    /// `os.rename`.
    func rename(_ path: String, to newPath: String) throws(FileError) {
        _ = try Self.retry { Foundation.rename(path, newPath) }
    }

    /// Without links.
    func resolve(directory path: String) throws(FileError) -> String {
        guard let real = realpath(path, nil) else { throw FileError(Int(errno)) }
        defer { free(real) }
        let resolved = String(cString: real)
        guard kind(of: resolved) == .directory else { throw .notDirectory }
        return resolved
    }

    /// What the host says of its disk.
    func space(at path: String) throws(FileError) -> FileSystemSpace {
        var status = statvfs()
        _ = try Self.retry { statvfs(path, &status) }
        var space = FileSystemSpace(
            blockBytes: Int(status.f_bsize), blocks: Int(truncatingIfNeeded: status.f_blocks),
            freeBlocks: Int(truncatingIfNeeded: status.f_bfree))
        space.files = Int(truncatingIfNeeded: status.f_files)
        space.freeFiles = Int(truncatingIfNeeded: status.f_ffree)
        space.flags = Int(truncatingIfNeeded: status.f_flag)
        space.nameBytesMax = Int(truncatingIfNeeded: status.f_namemax)
        return space
    }

    /// Calls the host again where a signal came between.
    static func retry(_ call: () -> Int32) throws(FileError) -> Int32 {
        while true {
            let result = call()
            if result != -1 { return result }
            if errno != EINTR { throw FileError(Int(errno)) }
        }
    }
}

/// A file that the host has open.
final class HostFile: OpenFile {
    private let number: Int32

    init(_ number: Int32) { self.number = number }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        try retry { Foundation.read(number, buffer.baseAddress, buffer.count) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) -> Int {
        try retry { Foundation.write(number, bytes.baseAddress, bytes.count) }
    }

    func seek(_ offset: Int, from origin: SeekOrigin) throws(FileError) -> Int {
        try retry { Int(lseek(number, off_t(offset), [SEEK_SET, SEEK_CUR, SEEK_END][origin.rawValue])) }
    }

    func flush() throws(FileError) { _ = try HostFiles.retry { fsync(number) } }

    func close() { _ = Foundation.close(number) }

    var isReady: (toRead: Bool, toWrite: Bool) {
        var request = pollfd(fd: number, events: Int16(POLLIN | POLLOUT), revents: 0)
        guard poll(&request, 1, 0) > 0 else { return (false, false) }
        return (request.revents & Int16(POLLIN) != 0, request.revents & Int16(POLLOUT) != 0)
    }

    private func retry(_ call: () -> Int) throws(FileError) -> Int {
        while true {
            let result = call()
            if result != -1 { return result }
            if errno != EINTR { throw FileError(Int(errno)) }
        }
    }
}
