/// A FAT file system on a device, as FatFs (lib/oofatfs R0.13c, extmod/vfs_fat.c, v1.29) keeps it.
///
/// Not modelled: labels, names in code page 437 beside ASCII.
final class FATFiles: GuestFiles {
    private let table: FATTable
    private(set) var directory = "/"

    /// ENODEV for a device without such a file system.
    init(_ device: any SectorDevice) throws(FileError) {
        let window = SectorWindow(device)
        table = FATTable(try FATLayout.find(window), window)
    }

    // MARK: Paths

    private enum Target {
        case root
        case entry(FATDirectory.Entry, in: FATDirectory)
        case missing(name: String, in: FATDirectory)
    }

    private func parts(_ path: String) -> [Substring] {
        let whole = path.hasPrefix("/") ? path : directory + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts
    }

    private func find(_ path: String) throws(FileError) -> Target {
        table.finishFiles()
        let parts = parts(path)
        guard let last = parts.last else { return .root }
        var place = FATDirectory(0, table)
        for part in parts.dropLast() {
            guard let entry = try place.find(FATName.cleaned(part)), entry.isDirectory else { throw .missing }
            place = FATDirectory(entry.cluster, table)
        }
        let name = try FATName.cleaned(last)
        guard let entry = try place.find(name) else { return .missing(name: name, in: place) }
        return .entry(entry, in: place)
    }

    private func existing(_ path: String) throws(FileError) -> (entry: FATDirectory.Entry, place: FATDirectory) {
        switch try find(path) {
        // FatFs: an invalid name.
        case .root: throw .invalid
        case .missing: throw .missing
        case .entry(let entry, let place): return (entry, place)
        }
    }

    // MARK: Files

    func kind(of path: String) -> GuestFileKind {
        switch try? find(path) {
        case .root: .directory
        case .entry(let entry, _): entry.isDirectory ? .directory : .file
        case .missing, nil: .missing
        }
    }

    func read(_ path: String) -> [UInt8]? {
        guard let file = try? open(path, .read), case .entry(let entry, _)? = try? find(path) else { return nil }
        var bytes = [UInt8](repeating: 0, count: entry.size)
        let count = bytes.withUnsafeMutableBytes { try? file.read(into: $0) }
        return count.map { Array(bytes.prefix($0)) }
    }

    func open(_ path: String, _ mode: FileMode) throws(FileError) -> any OpenFile {
        if mode.writes || mode.creates { try table.window.requireWritable() }
        switch try find(path) {
        case .root: throw .invalid
        case .missing(let name, let place):
            guard mode.creates else { throw .missing }
            let entry = try place.add(name, attributes: 0x20, cluster: 0)
            try table.window.flush()
            return try FATFile(entry, table, mode, isNew: true)
        case .entry(let entry, _):
            // FatFs: to read there is no file of this name, to create is denied.
            if entry.isDirectory { throw mode.creates ? .noAccess : .missing }
            if mode.writes && entry.attributes & 1 != 0 { throw .noAccess }
            return try FATFile(entry, table, mode)
        }
    }

    func status(of path: String) throws(FileError) -> FileStatus {
        if path.isEmpty || path == "/" {
            // fat_vfs_stat: 2000-01-01.
            return FileStatus(kind: .directory, size: 0, times: [Int](repeating: 946_684_800, count: 3))
        }
        let entry = try existing(path).entry
        let times = [Int](repeating: FATTime.seconds(entry.changed), count: 3)
        return FileStatus(kind: entry.isDirectory ? .directory : .file, size: entry.size, times: times)
    }

    /// With their sizes.
    func entries(in path: String) throws(FileError) -> [FileEntry] {
        let place: FATDirectory
        switch try find(path) {
        case .root: place = FATDirectory(0, table)
        case .missing: throw .missing
        case .entry(let entry, _):
            guard entry.isDirectory else { throw .missing }
            place = FATDirectory(entry.cluster, table)
        }
        var entries: [FileEntry] = []
        try place.walk { entry in
            let kind: GuestFileKind = entry.isDirectory ? .directory : .file
            entries.append(FileEntry(name: entry.name, kind: kind, size: entry.size))
            return false
        }
        return entries
    }

    // MARK: Changing

    func makeDirectory(_ path: String) throws(FileError) {
        try table.window.requireWritable()
        switch try find(path) {
        case .root: throw .invalid
        case .entry: throw .exists
        case .missing(let name, let place):
            guard let cluster = try table.allocate(after: nil) else { throw .noAccess }
            let new = FATDirectory(cluster, table)
            try new.clear(cluster)
            // The root's number is 0 here, also where it has one.
            try new.addDots(parent: place.first == table.layout.rootCluster ? 0 : place.first)
            do {
                _ = try place.add(name, attributes: FATDirectory.isDirectory, cluster: cluster)
            } catch {
                try table.free(from: cluster)
                throw error
            }
            try table.window.synchronize()
        }
    }

    func remove(_ path: String) throws(FileError) { try remove(path, isDirectory: false) }
    func removeDirectory(_ path: String) throws(FileError) { try remove(path, isDirectory: true) }

    private func remove(_ path: String, isDirectory: Bool) throws(FileError) {
        let (entry, place) = try existing(path)
        guard entry.isDirectory == isDirectory else { throw isDirectory ? .notDirectory : .isDirectory }
        try table.window.requireWritable()
        if entry.attributes & 1 != 0 { throw .noAccess }
        if isDirectory {
            // Neither the current one nor one with something in it.
            let current = parts(directory)
            guard parts(path) != current else { throw .noAccess }
            var isEmpty = true
            try FATDirectory(entry.cluster, table).walk { _ in
                isEmpty = false
                return true
            }
            guard isEmpty else { throw .noAccess }
        }
        try place.remove(entry)
        if entry.cluster != 0 { try table.free(from: entry.cluster) }
        try table.window.synchronize()
    }

    func rename(_ path: String, to newPath: String) throws(FileError) {
        try table.window.requireWritable()
        let (entry, place) = try existing(path)
        if case .entry(let other, _) = try find(newPath), other.slot != entry.slot {
            try remove(newPath, isDirectory: false)
        }
        let target: (name: String, place: FATDirectory)
        switch try find(newPath) {
        case .root: throw .invalid
        case .missing(let name, let place): target = (name, place)
        case .entry(_, let place):
            // The same file under another spelling.
            target = (try FATName.cleaned(parts(newPath).last!), place)
        }
        _ = try target.place.add(
            target.name, attributes: entry.attributes, cluster: entry.cluster, size: entry.size,
            times: entry.times)
        try place.remove(entry)
        if entry.isDirectory && target.place.first != place.first {
            let parent = target.place.first == table.layout.rootCluster ? 0 : target.place.first
            try FATDirectory(entry.cluster, table).addDots(parent: parent)
        }
        try table.window.synchronize()
    }

    func change(to path: String) throws(FileError) {
        directory = try resolve(directory: path)
    }

    func resolve(directory path: String) throws(FileError) -> String {
        switch try find(path) {
        case .root: return "/"
        case .missing: throw .missing
        case .entry(let entry, _):
            guard entry.isDirectory else { throw .missing }
            return "/" + parts(path).joined(separator: "/")
        }
    }

    func space(at path: String) throws(FileError) -> FileSystemSpace {
        FileSystemSpace(
            blockBytes: table.layout.clusterBytes, blocks: table.layout.clusterCount,
            freeBlocks: try table.freeCount())
    }

    func synchronize() throws(FileError) { try table.window.synchronize() }
}
