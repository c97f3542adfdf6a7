/// A littlefs on a device (littlefs SPEC.md 2.1; lib/littlefs 2.11 for what it refuses). Its directories are lists of metadata pairs, all of which hang on one
/// thread that begins at the root.
///
/// Not modelled: moving worn pairs elsewhere, what a power failure in the middle of a change leaves (it is put right, but never made).
final class LFSFiles {
    static let nameBytesMax = 255
    static let version: UInt32 = 0x0002_0001

    let device: any FlashDevice
    let contents: LFSContents
    /// Files that are open: what is said of their names they must hear.
    var openFiles: [LFSFile] = []
    /// Files that were closed when nothing could be written.
    var unfinished: [LFSFile] = []
    /// Blocks that were handed out for a pair which nothing leads to yet.
    var reservedBlocks: [Int] = []
    /// Where the search for free blocks goes on.
    private var nextBlock = 0

    /// ENODEV is not told from damage: EILSEQ, as the reference raises it.
    init(_ device: any FlashDevice) throws(FileError) {
        self.device = device
        contents = LFSContents(device: device)
        var move = [UInt8](repeating: 0, count: 12)
        var found: LFSPair.Entry?
        var seed: UInt32 = 0
        try walk { pair throws(FileError) in
            found = found ?? pair.entries.first { $0.nameKind == LFSTag.Kind.superblock }
            for index in 0..<12 { move[index] ^= pair.moveState[index] }
            seed = CRC32.add([UInt8].little(pair.revision, pair.lastTag.word), to: seed)
        }
        guard let superblock = found, superblock.name.elementsEqual("littlefs".utf8), superblock.contents.count >= 24
        else {
            throw .corrupt
        }
        let words = superblock.contents
        guard words.littleWord(0) >> 16 == Self.version >> 16, words.littleWord(0) & 0xFFFF <= Self.version & 0xFFFF,
            words.littleWord(4) == device.blockBytes, words.littleWord(8) <= device.blockCount
        else { throw .invalid }
        nextBlock = device.blockCount == 0 ? 0 : Int(seed) % device.blockCount
        if !device.isReadOnly { try finishMove(move) }
    }

    /// A name was to go elsewhere, and is still in its old place.
    private func finishMove(_ move: [UInt8]) throws(FileError) {
        let tag = LFSTag(word: move.littleWord(0))
        guard tag.kind == LFSTag.Kind.delete else { return }
        var pair = try LFSPair.fetch(LFSPair.place(Array(move[4...])), device)
        for index in 0..<12 { pair.moveState[index] ^= move[index] }
        if pair.entries.indices.contains(tag.id) { pair.entries.remove(at: tag.id) }
        try pair.rewrite(device)
    }

    // MARK: The thread

    /// Visits every pair.
    func walk(_ visit: (LFSPair) throws(FileError) -> Void) throws(FileError) {
        var place = LFSPair.Place.root
        var count = 0
        while !place.isNowhere {
            // A thread that never ends bites its own tail.
            count += 1
            guard count <= device.blockCount / 2 + 1 else { throw .corrupt }
            let pair = try LFSPair.fetch(place, device)
            try visit(pair)
            place = pair.tail
        }
    }

    /// The pair whose tail this is.
    func predecessor(of place: LFSPair.Place) throws(FileError) -> LFSPair? {
        var found: LFSPair?
        try walk { pair throws(FileError) in if pair.tail.isSame(as: place) { found = pair } }
        return found
    }

    // MARK: Blocks

    /// The blocks of all pairs and lists, some of them twice if they are damaged.
    func usedBlocks() throws(FileError) -> [Int] {
        var used: [Int] = []
        try walk { pair throws(FileError) in
            used += [pair.place.first, pair.place.second]
            for entry in pair.entries where entry.structKind == LFSTag.Kind.listStruct {
                used += try contents.blocks(head: entry.head, size: entry.size)
            }
        }
        return used
    }

    /// How many blocks `os.statvfs` counts: those of a directory once as its own and once as its name's (`lfs_fs_traverse`).
    func countBlocks() throws(FileError) -> Int {
        var count = 0
        try walk { pair throws(FileError) in
            count += 2 + 2 * pair.entries.count(where: { $0.isDirectory })
            for entry in pair.entries where entry.structKind == LFSTag.Kind.listStruct {
                count += contents.blockCount(of: entry.size)
            }
        }
        return count
    }

    /// Hands out blocks that are free when it is made.
    func allocator() throws(FileError) -> () throws(FileError) -> Int {
        var isUsed = [Bool](repeating: false, count: device.blockCount)
        for block in try usedBlocks() where isUsed.indices.contains(block) { isUsed[block] = true }
        for block in reservedBlocks { isUsed[block] = true }
        for file in openFiles {
            for block in file.heldBlocks where isUsed.indices.contains(block) { isUsed[block] = true }
        }
        return { [unowned self] () throws(FileError) in
            for _ in 0..<isUsed.count {
                let block = nextBlock
                nextBlock = (nextBlock + 1) % isUsed.count
                if !isUsed[block] {
                    isUsed[block] = true
                    return block
                }
            }
            throw .noSpace
        }
    }

    // MARK: Paths

    /// What a path leads to.
    enum Target {
        case root
        case entry(LFSPair, id: Int)
        /// Where it would be in its directory.
        case missing(LFSPair, id: Int, name: [UInt8])

        /// The root has none.
        var entry: LFSPair.Entry? { if case .entry(let pair, let id) = self { pair.entries[id] } else { nil } }
    }

    /// The names on the way. `isFolder`: something stands behind the last one; `goesOn`: more than slashes. `leaves`: it leads above
    /// the root.
    static func resolve(_ path: String) -> (parts: [[UInt8]], isFolder: Bool, goesOn: Bool, leaves: Bool) {
        var parts: [[UInt8]] = []
        var (goesOn, leaves) = (false, false)
        for part in path.utf8.split(separator: UInt8(ascii: "/")) {
            if part.elementsEqual("..".utf8) {
                leaves = leaves || parts.isEmpty
                _ = parts.popLast()
                goesOn = true
            } else if part.elementsEqual(".".utf8) {
                goesOn = true
            } else {
                parts.append(Array(part))
                goesOn = false
            }
        }
        return (parts, goesOn || path.utf8.last == UInt8(ascii: "/"), goesOn, leaves)
    }

    static func parts(_ path: String) -> [[UInt8]] { resolve(path).parts }

    func find(_ path: String) throws(FileError) -> Target {
        while let file = unfinished.popLast() {
            try? file.flush()
            openFiles.removeAll { $0 === file }
        }
        var place = LFSPair.Place.root
        let (parts, isFolder, goesOn, leaves) = Self.resolve(path)
        if leaves { throw .invalid }
        for (index, name) in parts.enumerated() {
            let target = try find(name, in: place)
            if index == parts.count - 1 {
                guard let entry = target.entry else {
                    if goesOn { throw .missing }
                    return target
                }
                if isFolder && !entry.isDirectory { throw .notDirectory }
                return target
            }
            guard let entry = target.entry else { throw .missing }
            guard entry.isDirectory else { throw .notDirectory }
            place = entry.place
        }
        return .root
    }

    /// Names are in order of their bytes; of two that begin alike the longer one comes first (`lfs_dir_find_match`).
    private static func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        for (left, right) in zip(a, b) where left != right { return left < right }
        return a.count > b.count
    }

    func find(_ name: [UInt8], in place: LFSPair.Place) throws(FileError) -> Target {
        var place = place
        for _ in 0...device.blockCount {
            let pair = try LFSPair.fetch(place, device)
            let isBehind = { (entry: LFSPair.Entry) in
                entry.nameKind != LFSTag.Kind.superblock && !Self.precedes(entry.name, name)
            }
            let id = pair.entries.firstIndex(where: isBehind) ?? pair.entries.count
            if id < pair.entries.count {
                return pair.entries[id].name == name ? .entry(pair, id: id) : .missing(pair, id: id, name: name)
            }
            guard pair.goesOn else { return .missing(pair, id: id, name: name) }
            place = pair.tail
        }
        throw .corrupt
    }

    /// The first pair of a directory.
    func directory(_ path: String) throws(FileError) -> LFSPair.Place {
        switch try find(path) {
        case .root: return .root
        case .missing: throw .missing
        case .entry(let pair, let id):
            guard pair.entries[id].isDirectory else { throw .notDirectory }
            return pair.entries[id].place
        }
    }

    /// The names in a directory.
    func names(in path: String) throws(FileError) -> [LFSPair.Entry] {
        var entries: [LFSPair.Entry] = []
        var pair = try LFSPair.fetch(try directory(path), device)
        for _ in 0...device.blockCount {
            entries += pair.entries.filter { $0.nameKind != LFSTag.Kind.superblock }
            guard pair.goesOn else { return entries }
            pair = try LFSPair.fetch(pair.tail, device)
        }
        throw .corrupt
    }
}

extension LFSFiles {
    /// Opens a file, or makes it. `isNew`: it must not be there.
    func open(_ path: String, _ mode: FileMode, keepsTime: Bool, isNew: Bool = false) throws(FileError) -> any OpenFile
    {
        switch try find(path) {
        case .root: throw .isDirectory
        case .entry(let pair, let id):
            if isNew { throw .exists }
            if pair.entries[id].isDirectory { throw .isDirectory }
            return LFSFile(self, path, pair.entries[id], mode, keepsTime: keepsTime)
        case .missing(var pair, let id, let name):
            guard mode.creates else { throw .missing }
            if Self.resolve(path).isFolder { throw .notDirectory }
            // An empty file is there at once, so that its name is kept.
            let entry = LFSPair.Entry(
                nameKind: LFSTag.Kind.file, name: name, structKind: LFSTag.Kind.inlineStruct)
            try insert(entry, into: &pair, id: id)
            return LFSFile(self, path, entry, mode, keepsTime: keepsTime)
        }
    }
}
