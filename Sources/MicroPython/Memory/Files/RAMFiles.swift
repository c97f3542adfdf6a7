/// Files in the host's memory, empty at first or a copy of another file system that is left as it is: a sketch that writes
/// `log.txt` finds it, and its folder on the host does not change.
///
/// Not modelled: permissions, the time that flash takes, its wear. A base is looked at once: what changes there later is
/// not seen.
public final class RAMFiles: GuestFiles {
    private let base: (any GuestFiles)?
    private let root: RAMNode
    private let capacityBytes: Int
    private let blockBytes = 4096
    /// Seconds since the firmware's epoch.
    private let now: () -> Int

    /// - Parameters:
    ///   - base: what is there at first.
    ///   - capacityBytes: how much there is room for; each file takes whole blocks of 4096 bytes.
    ///   - now: seconds since the firmware's epoch, for `os.stat`.
    public init(
        over base: (any GuestFiles)? = nil, capacityBytes: Int = 1 << 30, now: @escaping () -> Int = { 0 }
    ) {
        self.base = base
        self.capacityBytes = capacityBytes
        self.now = now
        root = RAMNode(kind: .directory, basePath: base == nil ? nil : "", time: now())
    }

    // MARK: Looking

    private func node(_ parts: some Sequence<String>) throws(FileError) -> RAMNode {
        var node = root
        for part in parts {
            guard node.kind == .directory else { throw .notDirectory }
            guard part.utf8.count <= 255 else { throw .nameTooLong }
            guard let child = node.child(part, base) else { throw .missing }
            node = child
        }
        return node
    }

    private func nodeMaybe(_ path: String) -> RAMNode? { try? node(FilePath.parts(path)) }

    /// The directory in which a path's last name is, and that name.
    private func place(_ path: String) throws(FileError) -> (directory: RAMNode, name: String) {
        let parts = FilePath.parts(path)
        guard let name = parts.last else { throw .exists }
        let directory = try node(parts.dropLast())
        guard directory.kind == .directory else { throw .notDirectory }
        guard name.utf8.count <= 255 else { throw .nameTooLong }
        return (directory, name)
    }

    /// What a path is.
    public func kind(of path: String) -> GuestFileKind { nodeMaybe(path)?.kind ?? .missing }

    /// A file's bytes.
    public func read(_ path: String) -> [UInt8]? {
        guard let node = nodeMaybe(path), node.kind == .file else { return nil }
        return node.bytes(base)
    }

    /// Kind, size and time.
    public func status(of path: String) throws(FileError) -> FileStatus {
        let node = try node(FilePath.parts(path))
        return FileStatus(
            kind: node.kind, size: node.kind == .file ? node.bytes(base).count : 0,
            times: [node.time, node.time, node.time])
    }

    /// In the order of the names, as littlefs keeps them.
    public func entries(in path: String) throws(FileError) -> [FileEntry] {
        let node = try node(FilePath.parts(path))
        guard node.kind == .directory else { throw .notDirectory }
        return node.names(base).map { FileEntry(name: $0, kind: node.child($0, base)?.kind ?? .file) }
    }

    /// Takes `..` off by the letter, as littlefs does.
    public func resolve(directory path: String) throws(FileError) -> String {
        let parts = FilePath.parts(path)
        guard try node(parts).kind == .directory else { throw .notDirectory }
        return "/" + parts.joined(separator: "/")
    }

    /// Blocks taken by files that were looked into or written: those of the base count from then on.
    public func space(at path: String) throws(FileError) -> FileSystemSpace {
        let blocks = capacityBytes / blockBytes
        return FileSystemSpace(
            blockBytes: blockBytes, blocks: blocks, freeBlocks: max(0, blocks - root.blocks(blockBytes)))
    }

    // MARK: Changing

    /// Opens a file; makes it where the mode says so.
    public func open(_ path: String, _ mode: FileMode) throws(FileError) -> any OpenFile {
        let parts = FilePath.parts(path)
        if parts.isEmpty || path.hasSuffix("/") && nodeMaybe(path)?.kind == .directory {
            guard !mode.writes else { throw .isDirectory }
            return OpenDirectory()
        }
        let (directory, name) = try place(path)
        if let known = directory.child(name, base) {
            if known.kind == .directory {
                guard !mode.writes else { throw .isDirectory }
                return OpenDirectory()
            }
            if path.hasSuffix("/") { throw .notDirectory }
            if mode.truncates { known.setBytes([], now()) }
            return RAMFile(known, mode, self)
        }
        guard mode.creates else { throw .missing }
        if path.hasSuffix("/") { throw .isDirectory }
        let made = RAMNode(kind: .file, basePath: nil, time: now())
        directory.set(name, made)
        return RAMFile(made, mode, self)
    }

    /// `os.mkdir`.
    public func makeDirectory(_ path: String) throws(FileError) {
        let (directory, name) = try place(path)
        guard directory.child(name, base) == nil else { throw .exists }
        directory.set(name, RAMNode(kind: .directory, basePath: nil, time: now()))
    }

    /// `os.remove`. A file that is open stays readable.
    public func remove(_ path: String) throws(FileError) {
        if FilePath.parts(path).isEmpty { throw .isDirectory }
        let (directory, name) = try place(path)
        guard let node = directory.child(name, base) else { throw .missing }
        guard node.kind == .file else { throw .isDirectory }
        directory.set(name, nil)
    }

    /// `os.rmdir`.
    public func removeDirectory(_ path: String) throws(FileError) {
        if FilePath.parts(path).isEmpty { throw .busy }
        let (directory, name) = try place(path)
        guard let node = directory.child(name, base) else { throw .missing }
        guard node.kind == .directory else { throw .notDirectory }
        guard node.names(base).isEmpty else { throw .notEmpty }
        directory.set(name, nil)
    }

    /// `os.rename`: replaces a file, or an empty directory.
    public func rename(_ path: String, to newPath: String) throws(FileError) {
        let (oldDirectory, oldName) = try place(path)
        guard let node = oldDirectory.child(oldName, base) else { throw .missing }
        let (newDirectory, newName) = try place(newPath)
        let oldParts = FilePath.parts(path)
        let newParts = FilePath.parts(newPath)
        if oldParts == newParts { return }
        if newParts.starts(with: oldParts) { throw .invalid }
        if oldParts.starts(with: newParts) { throw .notEmpty }
        if let replaced = newDirectory.child(newName, base) {
            switch (node.kind, replaced.kind) {
            case (.directory, .file): throw .notDirectory
            case (.file, .directory): throw .isDirectory
            default: break
            }
            if replaced.kind == .directory, !replaced.names(base).isEmpty { throw .notEmpty }
        }
        oldDirectory.set(oldName, nil)
        newDirectory.set(newName, node)
    }

    fileprivate func bytes(of node: RAMNode) -> [UInt8] { node.bytes(base) }

    /// Writes into a file, zeros in a hole before it.
    fileprivate func write(_ bytes: UnsafeRawBufferPointer, to node: RAMNode, at place: Int) throws(FileError) {
        let count = node.bytes(base).count
        if place + bytes.count > count {
            let more = (place + bytes.count + blockBytes - 1) / blockBytes - (count + blockBytes - 1) / blockBytes
            let isFull = more > 0 && root.blocks(blockBytes) + more > capacityBytes / blockBytes
            if isFull { throw .noSpace }
        }
        node.write(bytes, at: place, now())
    }
}

/// A file or directory in memory. One that stands for a file of the base has its bytes once somebody wants them.
private final class RAMNode {
    let kind: GuestFileKind
    var time: Int
    private let basePath: String?
    private var contents: [UInt8]?
    /// By name; nil: it was removed, or was never there.
    private var children: [String: RAMNode?] = [:]
    private var areNamesKnown: Bool

    init(kind: GuestFileKind, basePath: String?, time: Int) {
        self.kind = kind
        self.time = time
        self.basePath = basePath
        contents = basePath == nil ? [] : nil
        areNamesKnown = basePath == nil
    }

    func child(_ name: String, _ base: (any GuestFiles)?) -> RAMNode? {
        if let known = children[name] { return known }
        guard !areNamesKnown, let base, let basePath else { return nil }
        let path = basePath + "/" + name
        let kind = base.kind(of: path)
        let node = kind == .missing ? nil : RAMNode(kind: kind, basePath: path, time: time)
        children[name] = .some(node)
        return node
    }

    /// Sorted.
    func names(_ base: (any GuestFiles)?) -> [String] {
        if !areNamesKnown, let base, let basePath {
            for entry in (try? base.entries(in: basePath)) ?? [] { _ = child(entry.name, base) }
            areNamesKnown = true
        }
        return children.filter { $0.value != nil }.keys.sorted()
    }

    func set(_ name: String, _ node: RAMNode?) { children[name] = .some(node) }

    func bytes(_ base: (any GuestFiles)?) -> [UInt8] {
        if let contents { return contents }
        let read = basePath.flatMap { base?.read($0) } ?? []
        contents = read
        return read
    }

    func setBytes(_ bytes: [UInt8], _ time: Int) {
        contents = bytes
        self.time = time
    }

    /// `bytes(_:)` was called before.
    func write(_ bytes: UnsafeRawBufferPointer, at place: Int, _ time: Int) {
        var contents = contents.take() ?? []
        if contents.count < place { contents += [UInt8](repeating: 0, count: place - contents.count) }
        let end = min(place + bytes.count, contents.count)
        contents.replaceSubrange(place..<end, with: bytes)
        self.contents = contents
        self.time = time
    }

    /// Blocks of the files that were looked into or written.
    func blocks(_ blockBytes: Int) -> Int {
        if kind == .file { return ((contents?.count ?? 0) + blockBytes - 1) / blockBytes }
        return children.values.reduce(0) { $0 + ($1?.blocks(blockBytes) ?? 0) }
    }
}

/// An open file of `RAMFiles`.
private final class RAMFile: OpenFile {
    private let node: RAMNode
    private let mode: FileMode
    private let files: RAMFiles
    private var place = 0

    init(_ node: RAMNode, _ mode: FileMode, _ files: RAMFiles) {
        self.node = node
        self.mode = mode
        self.files = files
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard mode.reads else { throw .badFile }
        let bytes = files.bytes(of: node)
        guard place < bytes.count else { return 0 }
        let count = min(buffer.count, bytes.count - place)
        buffer.copyBytes(from: bytes[place..<place + count])
        place += count
        return count
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) -> Int {
        guard mode.writes else { throw .badFile }
        if mode.appends { place = files.bytes(of: node).count }
        try files.write(bytes, to: node, at: place)
        place += bytes.count
        return bytes.count
    }

    func seek(_ offset: Int, from origin: SeekOrigin) throws(FileError) -> Int {
        place = try origin.place(offset, current: place, end: files.bytes(of: node).count)
        return place
    }
}
