import Foundation
import MicroPython

/// A folder of the host as the guest's flash: what lies under it can be read, nothing else, and nothing is written.
///
/// Not modelled: case of names (the host's file system decides), the size of the flash.
public struct SketchFolder: GuestFiles, Sendable {
    /// The folder, as it was given.
    public let path: String
    private let root: String

    /// A folder that is there.
    public init(_ path: String) throws(BoardError) {
        guard let root = Self.realPath(path) else { throw .missing(path: path) }
        self.path = path
        self.root = root
    }

    /// What a path of the guest's is.
    public func kind(of path: String) -> GuestFileKind {
        guard let host = host(path) else { return .missing }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: host, isDirectory: &isFolder) else { return .missing }
        return isFolder.boolValue ? .directory : .file
    }

    /// A file's bytes.
    public func read(_ path: String) -> [UInt8]? {
        guard kind(of: path) == .file, let host = host(path) else { return nil }
        return FileManager.default.contents(atPath: host).map { [UInt8]($0) }
    }

    /// What keeps a file from being read although something of its name lies in the folder; nil for a file that can be read, and
    /// where nothing lies.
    public func obstacle(at name: String) -> String? {
        var facts = stat()
        let place = root + "/" + name
        guard lstat(place, &facts) == 0, read(name) == nil else { return nil }
        if kind(of: name) == .directory { return "it is a folder" }
        guard Self.realPath(place) != nil else {
            return errno == ELOOP ? "its link leads in a circle" : "its link leads nowhere"
        }
        return host(name) == nil ? "its link leads out of the folder" : "check its permissions"
    }

    /// What lies in a directory, in the order of the names.
    public func entries(in path: String) throws(FileError) -> [FileEntry] {
        switch kind(of: path) {
        case .missing: throw .missing
        case .file: throw .notDirectory
        case .directory: break
        }
        let names = host(path).flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) } ?? []
        return names.sorted().compactMap { name in
            let kind = kind(of: path + "/" + name)
            return kind == .missing ? nil : FileEntry(name: name, kind: kind)
        }
    }

    /// The place of a guest's path on the host; nil where it leaves the folder, by `..` or by a link.
    private func host(_ path: String) -> String? {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { return nil }
            if part.contains("\0") { return nil }
            parts.append(part)
        }
        guard let real = Self.realPath(([root[...]] + parts).joined(separator: "/")) else { return nil }
        return real == root || real.hasPrefix(root == "/" ? "/" : root + "/") ? real : nil
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
