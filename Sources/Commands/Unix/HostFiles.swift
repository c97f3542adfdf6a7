import Foundation
import MicroPython

/// The host's files as they are: what the unix port's guest sees.
struct HostFiles: GuestFiles {
    func kind(of path: String) -> GuestFileKind {
        var status = stat()
        guard stat(path.isEmpty ? "." : path, &status) == 0 else { return .missing }
        return status.st_mode & S_IFMT == S_IFDIR ? .directory : .file
    }

    func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return StandardStreams.readAll(descriptor)
    }
}
