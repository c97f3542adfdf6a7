/// An open file of a littlefs: its contents are read when they are first needed, and written when it is flushed or closed.
///
/// Not modelled: which blocks are read and written in between; a file that is open to be written takes none before it is flushed.
final class LFSFile: OpenFile {
    /// The attribute that holds when it was changed, in nanoseconds since 1970 (extmod/vfs_lfs.c).
    static let timeAttribute = 1

    private let files: LFSFiles
    private let mode: FileMode
    private let keepsTime: Bool
    /// Where it is now.
    var path: String
    var isRemoved = false
    private var entry: LFSPair.Entry
    /// nil: nobody has asked yet.
    private var bytes: [UInt8]?
    private(set) var heldBlocks: [Int] = []
    private var place = 0
    /// From where on the contents differ from what is on the device; nil: nowhere.
    private var changedFrom: Int?
    private var isDirty: Bool
    private var time: [UInt8]
    private var isOpen = true

    init(
        _ files: LFSFiles, _ path: String, _ entry: LFSPair.Entry, _ mode: FileMode, keepsTime: Bool
    ) {
        self.files = files
        self.path = path
        self.entry = entry
        self.mode = mode
        self.keepsTime = keepsTime
        isDirty = mode.writes && keepsTime
        time = Self.stamp(files.device.now)
        if mode.truncates {
            bytes = []
            changedFrom = 0
            isDirty = true
        }
        files.openFiles.append(self)
    }

    var device: AnyObject? { files.device }

    private static func stamp(_ nanoseconds: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(nanoseconds >> (8 * $0) & 0xFF) }
    }

    private func load() throws(FileError) -> [UInt8] {
        if let bytes { return bytes }
        if entry.structKind == LFSTag.Kind.listStruct {
            let loaded = try files.contents.read(head: entry.head, size: entry.size)
            heldBlocks = loaded.blocks
            bytes = loaded.bytes
            return loaded.bytes
        }
        bytes = entry.contents
        return entry.contents
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard mode.reads else { throw .badFile }
        let bytes = try load()
        let start = min(place, bytes.count)
        let count = min(buffer.count, bytes.count - start)
        buffer.copyBytes(from: bytes[start..<start + count])
        place += count
        return count
    }

    func write(_ source: UnsafeRawBufferPointer) throws(FileError) -> Int {
        guard mode.writes else { throw .badFile }
        _ = try load()
        let size = bytes?.count ?? 0
        if mode.appends { place = max(place, size) }
        guard place + source.count <= Int(Int32.max) else { throw .tooLarge }
        let device = files.device
        guard place + source.count <= device.blockCount * device.blockBytes else { throw .noSpace }
        // What was passed over is zeros.
        if place > size { bytes?.append(contentsOf: repeatElement(0, count: place - size)) }
        let end = min(place + source.count, bytes?.count ?? 0)
        bytes?.replaceSubrange(place..<end, with: source)
        changedFrom = min(changedFrom ?? .max, min(place, size))
        isDirty = true
        place += source.count
        if keepsTime { time = Self.stamp(files.device.now) }
        return source.count
    }

    func seek(_ offset: Int, from origin: SeekOrigin) throws(FileError) -> Int {
        let end = bytes?.count ?? entry.size
        let wanted = try origin.place(offset, current: place, end: end)
        guard wanted <= Int(Int32.max) else { throw .invalid }
        place = wanted
        return place
    }

    func flush() throws(FileError) {
        guard isDirty, !isRemoved else { return }
        var kind = entry.structKind
        var data = entry.contents
        if let changedFrom, let bytes {
            if bytes.count <= files.device.inlineBytesMax {
                (kind, data, heldBlocks) = (LFSTag.Kind.inlineStruct, bytes, [])
            } else {
                let blocks = try files.contents.write(
                    bytes, keeping: heldBlocks, changedFrom: changedFrom, files.allocator())
                kind = LFSTag.Kind.listStruct
                data = .little(UInt32(blocks[blocks.count - 1]), UInt32(bytes.count))
                heldBlocks = blocks
            }
        }
        try files.update(path, structKind: kind, data, attributes: keepsTime ? [Self.timeAttribute: time] : [:])
        (entry.structKind, entry.contents) = (kind, data)
        changedFrom = nil
        isDirty = false
    }

    /// Why it could not be written when it was closed.
    private(set) var closeFailure: FileError?

    /// The collector closes files, too, and cannot call the guest: that is caught up on.
    func close() {
        guard isOpen else { return }
        isOpen = false
        do throws(FileError) { try flush() } catch {
            closeFailure = error
            if files.device.isBusy { return files.unfinished.append(self) }
        }
        files.openFiles.removeAll { $0 === self }
    }
}
