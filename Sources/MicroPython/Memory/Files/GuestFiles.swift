/// The guest's file system: where `import` and `open` look. The board mounts the sketch's folder, a flash image, RAM, the
/// host's disk, or nothing.
///
/// Paths are absolute or relative to the root, parts separated by `/`; the guest's working directory is not known here.
/// What is not implemented refuses as a read-only disk does.
public protocol GuestFiles {
    /// What a path is.
    func kind(of path: String) -> GuestFileKind
    /// A file's bytes; nil when there is no such file.
    func read(_ path: String) -> [UInt8]?
    /// Opens a file; makes it where the mode says so.
    func open(_ path: String, _ mode: FileMode) throws(FileError) -> any OpenFile
    /// What `os.stat` tells of a path.
    func status(of path: String) throws(FileError) -> FileStatus
    /// What lies in a directory, without `.` and `..`.
    func entries(in path: String) throws(FileError) -> [FileEntry]
    /// `os.mkdir`.
    func makeDirectory(_ path: String) throws(FileError)
    /// `os.remove`: files only.
    func remove(_ path: String) throws(FileError)
    /// `os.rmdir`: empty directories only.
    func removeDirectory(_ path: String) throws(FileError)
    /// `os.rename`.
    func rename(_ path: String, to newPath: String) throws(FileError)
    /// The path of a directory, absolute and without `..`, for `os.chdir`.
    func resolve(directory path: String) throws(FileError) -> String
    /// What `os.statvfs` tells.
    func space(at path: String) throws(FileError) -> FileSystemSpace
}

/// What a path of the guest's file system leads to.
public enum GuestFileKind: Sendable {
    /// Nothing.
    case missing
    /// A file.
    case file
    /// A directory.
    case directory
}

/// What `os.stat` tells.
public struct FileStatus: Equatable, Sendable {
    /// 0x8000 and permissions for a file, 0x4000 for a directory.
    public var mode: Int
    /// In bytes.
    public var size: Int
    /// Inode, device, links, user, group: 0 where the file system has none.
    public var identity: [Int]
    /// Last access, last change of the contents, last change of the entry: seconds since the firmware's epoch.
    public var times: [Int]

    /// Of a file system that knows no more than kind and size.
    public init(kind: GuestFileKind, size: Int, times: [Int] = [0, 0, 0]) {
        mode = kind == .directory ? FileStatus.directoryMode : FileStatus.fileMode
        self.size = size
        identity = [0, 0, 0, 0, 0]
        self.times = times
    }

    /// From a host's numbers.
    public init(mode: Int, size: Int, identity: [Int], times: [Int]) {
        self.mode = mode
        self.size = size
        self.identity = identity
        self.times = times
    }

    static let directoryMode = 0x4000
    static let fileMode = 0x8000
}

/// An entry of a directory.
public struct FileEntry: Equatable, Sendable {
    /// Without its directory.
    public var name: String
    /// A file or a directory.
    public var kind: GuestFileKind
    /// Inode; 0 where the file system has none.
    public var inode: Int
    /// Bytes of the file, where the file system tells them.
    public var size: Int?

    /// An entry.
    public init(name: String, kind: GuestFileKind, inode: Int = 0, size: Int? = nil) {
        self.name = name
        self.kind = kind
        self.inode = inode
        self.size = size
    }
}

/// What `os.statvfs` tells, in blocks.
public struct FileSystemSpace: Equatable, Sendable {
    /// Bytes of a block.
    public var blockBytes: Int
    /// Blocks in all.
    public var blocks: Int
    /// Blocks that are free.
    public var freeBlocks: Int
    /// Files that can be in all, files that can be made, mount flags.
    public var files: Int = 0
    /// See `files`.
    public var freeFiles: Int = 0
    /// See `files`.
    public var flags: Int = 0
    /// Bytes of a name at most.
    public var nameBytesMax: Int = 255

    /// The space of a file system that counts no files.
    public init(blockBytes: Int, blocks: Int, freeBlocks: Int) {
        self.blockBytes = blockBytes
        self.blocks = blocks
        self.freeBlocks = freeBlocks
    }
}

/// A file system that cannot be written to needs only `kind` and `read`.
extension GuestFiles {
    /// Opens a file to read it.
    public func open(_ path: String, _ mode: FileMode) throws(FileError) -> any OpenFile {
        guard !mode.writes && !mode.creates else { throw .readOnly }
        switch kind(of: path) {
        case .missing: throw .missing
        case .directory: return OpenDirectory()
        case .file:
            guard let bytes = read(path) else { throw .noAccess }
            return BytesFile(bytes)
        }
    }

    /// Kind and size.
    public func status(of path: String) throws(FileError) -> FileStatus {
        let kind = kind(of: path)
        guard kind != .missing else { throw .missing }
        return FileStatus(kind: kind, size: kind == .file ? read(path)?.count ?? 0 : 0)
    }

    /// Not known: nothing.
    public func entries(in path: String) throws(FileError) -> [FileEntry] {
        switch kind(of: path) {
        case .missing: throw .missing
        case .file: throw .notDirectory
        case .directory: return []
        }
    }

    /// Refuses.
    public func makeDirectory(_ path: String) throws(FileError) { throw .readOnly }
    /// Refuses.
    public func remove(_ path: String) throws(FileError) { throw .readOnly }
    /// Refuses.
    public func removeDirectory(_ path: String) throws(FileError) { throw .readOnly }
    /// Refuses.
    public func rename(_ path: String, to newPath: String) throws(FileError) { throw .readOnly }

    /// Takes `..` off by the letter.
    public func resolve(directory path: String) throws(FileError) -> String {
        let parts = FilePath.parts(path)
        let absolute = "/" + parts.joined(separator: "/")
        switch parts.isEmpty ? .directory : kind(of: absolute) {
        case .missing: throw .missing
        case .file: throw .notDirectory
        case .directory: return absolute
        }
    }

    /// Full.
    public func space(at path: String) throws(FileError) -> FileSystemSpace {
        FileSystemSpace(blockBytes: 4096, blocks: 0, freeBlocks: 0)
    }
}

/// A file system without any file.
public struct NoFiles: GuestFiles, Sendable {
    /// An empty file system.
    public init() {}
    /// Nothing is there but the root.
    public func kind(of path: String) -> GuestFileKind { FilePath.parts(path).isEmpty ? .directory : .missing }
    /// Nothing is there.
    public func read(_ path: String) -> [UInt8]? { nil }
}
