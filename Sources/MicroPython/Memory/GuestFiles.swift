/// The guest's file system: where `import` and `open` look. The board mounts the sketch's folder, a flash image or
/// nothing.
public protocol GuestFiles {
    /// What a path is.
    func kind(of path: String) -> GuestFileKind
    /// A file's bytes; nil when there is no such file.
    func read(_ path: String) -> [UInt8]?
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

/// A file system without any file.
public struct NoFiles: GuestFiles, Sendable {
    /// An empty file system.
    public init() {}
    /// Nothing is there.
    public func kind(of path: String) -> GuestFileKind { .missing }
    /// Nothing is there.
    public func read(_ path: String) -> [UInt8]? { nil }
}
