/// Changes of directories.
extension LFSFiles {
    /// A pair's number of names that takes no more without a look whether it has to be split (lfs2.c, lfs2_dir_splittingcompact).
    private static let entryCountMax = 0xFF

    private func requireWritable() throws(FileError) {
        if device.isReadOnly { throw .readOnly }
        reservedBlocks = []
    }

    /// Brings a pair to the device: by a commit, if there is room for these changes, else anew, in two if it is over half a block.
    func commit(_ pair: inout LFSPair, _ changes: [LFSPair.Change]) throws(FileError) {
        if pair.entries.count < Self.entryCountMax, try pair.append(changes, device) { return }
        let half = (device.blockBytes / 2 + device.programBytes - 1) / device.programBytes * device.programBytes
        var kept = pair.entries.count
        func isTooMuch() -> Bool {
            kept >= Self.entryCountMax || pair.byteCount(of: 0..<kept) > min(device.blockBytes - 40, half)
        }
        while kept > 1 && isTooMuch() { kept -= kept / 2 }
        if kept < pair.entries.count { try split(&pair, at: kept) }
        try pair.rewrite(device)
    }

    /// The rest goes into a pair of its own, which comes next.
    private func split(_ pair: inout LFSPair, at id: Int) throws(FileError) {
        var rest: LFSPair
        do throws(FileError) { rest = try newPair() } catch {
            // Full: it may still go into one.
            guard error == .noSpace else { throw error }
            return
        }
        rest.entries = Array(pair.entries[id...])
        (rest.tail, rest.goesOn) = (pair.tail, pair.goesOn)
        try commit(&rest, [])
        pair.entries.removeSubrange(id...)
        (pair.tail, pair.goesOn) = (rest.place, true)
    }

    /// Two free blocks. Whatever lies in one of them must be older than what will be written into the other.
    private func newPair() throws(FileError) -> LFSPair {
        let allocate = try allocator()
        let second = try allocate()
        let first = try allocate()
        reservedBlocks += [first, second]
        return LFSPair(
            place: LFSPair.Place(first: first, second: second),
            revision: try device.read(first, 0, count: 4).littleWord(0))
    }

    // MARK: Names

    /// A new name in its place.
    func insert(_ entry: LFSPair.Entry, into pair: inout LFSPair, id: Int, tail: LFSPair.Place? = nil) throws(FileError)
    {
        guard entry.name.count <= Self.nameBytesMax else { throw .nameTooLong }
        // Where there was no room to split it.
        guard pair.entries.count < LFSTag.noID else { throw .noSpace }
        pair.entries.insert(entry, at: id)
        var changes = [
            LFSPair.Change(LFSTag.Kind.create, id: id), LFSPair.Change(entry.nameKind, id: id, entry.name),
            LFSPair.Change(entry.structKind, id: id, entry.contents),
        ]
        for (number, data) in entry.attributes.sorted(by: { $0.key < $1.key }) {
            changes.append(LFSPair.Change(LFSTag.Kind.attribute + number, id: id, data))
        }
        if let tail {
            (pair.tail, pair.goesOn) = (tail, false)
            changes.append(LFSPair.Change(LFSTag.Kind.softTail, tail.bytes))
        }
        try commit(&pair, changes)
    }

    /// Takes a name away; a pair that is then empty goes too, unless its directory begins with it.
    func delete(_ id: Int, from pair: inout LFSPair) throws(FileError) {
        pair.entries.remove(at: id)
        try commit(&pair, [LFSPair.Change(LFSTag.Kind.delete, id: id)])
        if pair.entries.isEmpty, let before = try predecessor(of: pair.place), before.goesOn {
            try drop(pair, behind: before)
        }
    }

    /// Takes a pair out of the thread.
    private func drop(_ pair: LFSPair, behind before: LFSPair) throws(FileError) {
        var before = before
        (before.tail, before.goesOn) = (pair.tail, pair.goesOn)
        var changes = [
            LFSPair.Change(pair.goesOn ? LFSTag.Kind.hardTail : LFSTag.Kind.softTail, pair.tail.bytes)
        ]
        if pair.moveState.contains(where: { $0 != 0 }) {
            for index in 0..<12 { before.moveState[index] ^= pair.moveState[index] }
            changes.append(LFSPair.Change(LFSTag.Kind.moveState, before.moveState))
        }
        try commit(&before, changes)
    }

    /// A file's contents and attributes are others now.
    func update(_ path: String, structKind: Int, _ data: [UInt8], attributes: [Int: [UInt8]]) throws(FileError) {
        reservedBlocks = []
        guard case .entry(var pair, let id) = try find(path) else { throw .missing }
        pair.entries[id].structKind = structKind
        pair.entries[id].contents = data
        var changes = [LFSPair.Change(structKind, id: id, data)]
        for (number, data) in attributes.sorted(by: { $0.key < $1.key }) {
            pair.entries[id].attributes[number] = data
            changes.append(LFSPair.Change(LFSTag.Kind.attribute + number, id: id, data))
        }
        try commit(&pair, changes)
    }

    // MARK: What the guest asks for

    func makeDirectory(_ path: String) throws(FileError) {
        try requireWritable()
        guard case .missing(let parent, let id, let name) = try find(path) else { throw .exists }
        guard name.count <= Self.nameBytesMax else { throw .nameTooLong }
        // It comes into the thread behind the last pair of its parent.
        var last = parent
        for _ in 0..<device.blockCount where last.goesOn { last = try LFSPair.fetch(last.tail, device) }
        // A directory that bites its own tail.
        if last.goesOn { throw .corrupt }
        var new = try newPair()
        new.tail = last.tail
        try commit(&new, [])
        let entry = LFSPair.Entry(
            nameKind: LFSTag.Kind.directory, name: name, structKind: LFSTag.Kind.directoryStruct,
            contents: new.place.bytes)
        var pair = parent
        if parent.goesOn {
            last.tail = new.place
            try commit(&last, [LFSPair.Change(LFSTag.Kind.softTail, new.place.bytes)])
            guard case .missing(let again, let place, _) = try find(path) else { throw .corrupt }
            pair = again
            try insert(entry, into: &pair, id: place)
        } else {
            try insert(entry, into: &pair, id: id, tail: new.place)
        }
    }

    /// Both of files and of directories.
    func remove(_ path: String) throws(FileError) {
        try requireWritable()
        guard case .entry(var pair, let id) = try find(path) else {
            if case .root = try find(path) { throw .invalid }
            throw .missing
        }
        let entry = pair.entries[id]
        if entry.isDirectory { try requireEmpty(entry.place) }
        for file in openFiles where LFSFiles.parts(file.path) == LFSFiles.parts(path) { file.isRemoved = true }
        try delete(id, from: &pair)
        if entry.isDirectory { try dropDirectory(entry.place) }
    }

    private func requireEmpty(_ place: LFSPair.Place) throws(FileError) {
        let pair = try LFSPair.fetch(place, device)
        guard pair.entries.isEmpty, !pair.goesOn else { throw .notEmpty }
    }

    private func dropDirectory(_ place: LFSPair.Place) throws(FileError) {
        guard let before = try predecessor(of: place) else { throw .corrupt }
        try drop(try LFSPair.fetch(place, device), behind: before)
    }

    func rename(_ path: String, to newPath: String) throws(FileError) {
        try requireWritable()
        guard let moved = try find(path).entry else { throw try find(path).isRoot ? .invalid : .missing }
        var replaced: LFSPair.Entry?
        let found = try find(newPath)
        if Self.parts(path) == Self.parts(newPath) { return }
        // A directory cannot go into itself.
        if moved.isDirectory && Self.parts(newPath).starts(with: Self.parts(path)) { throw .invalid }
        switch found {
        case .root: throw .invalid
        case .missing(_, _, let name):
            if !moved.isDirectory && Self.resolve(newPath).isFolder { throw .notDirectory }
            guard name.count <= Self.nameBytesMax else { throw .nameTooLong }
        case .entry(let pair, let id):
            let other = pair.entries[id]
            guard other.isDirectory == moved.isDirectory else { throw other.isDirectory ? .isDirectory : .notDirectory }
            if other.isDirectory { try requireEmpty(other.place) }
            replaced = other
            for file in openFiles where Self.parts(file.path) == Self.parts(newPath) { file.isRemoved = true }
            var own = pair
            try delete(id, from: &own)
        }
        guard case .entry(var pair, let id) = try find(path) else { throw .corrupt }
        try delete(id, from: &pair)
        guard case .missing(var target, let place, let name) = try find(newPath) else { throw .corrupt }
        var entry = moved
        entry.name = name
        try insert(entry, into: &target, id: place)
        for file in openFiles where Self.parts(file.path) == Self.parts(path) { file.path = newPath }
        if let replaced, replaced.isDirectory { try dropDirectory(replaced.place) }
    }
}

extension LFSFiles.Target {
    var isRoot: Bool { if case .root = self { true } else { false } }
}
