/// Writing pairs: a commit behind the others, or all of it anew into the other block.
extension LFSPair {
    /// A change: a tag and what is behind it.
    struct Change {
        var tag: LFSTag
        var data: [UInt8]

        init(_ kind: Int, id: Int = LFSTag.noID, _ data: [UInt8] = []) {
            tag = LFSTag(kind, id: id, count: data.count)
            self.data = data
        }
    }

    /// A forward checksum and a checksum with their tags.
    private static let endBytes = 20

    /// Puts a commit behind the last one. False: there is no room, or what is there has not been erased.
    mutating func append(_ changes: [Change], _ device: any FlashDevice) throws(FileError) -> Bool {
        let count = changes.reduce(0) { $0 + 4 + $1.data.count }
        guard isErased, end + count + Self.endBytes <= device.blockBytes - 8 else { return false }
        var log = Log(start: end, tag: lastTag, crc: CRC32.start)
        for change in changes { log.add(change.tag, change.data) }
        try finish(&log, device)
        return true
    }

    /// What it takes when it is written anew.
    func byteCount(of range: Range<Int>) -> Int {
        entries[range].reduce(0) { sum, entry in
            sum + 4 + entry.name.count + 4 + entry.contents.count
                + entry.attributes.values.reduce(0) { $0 + 4 + $1.count }
        }
    }

    /// Writes all of it into the other block, which counts from then on.
    mutating func rewrite(_ device: any FlashDevice) throws(FileError) {
        let bytes = byteCount(of: 0..<entries.count) + 40
        guard bytes + Self.endBytes <= device.blockBytes else { throw .noSpace }
        place = Place(first: place.second, second: place.first)
        revision &+= 1
        try device.erase(place.first)
        let start = [UInt8].little(revision)
        var log = Log(start: 0, tag: LFSTag(word: ~0), crc: CRC32.start)
        log.bytes = start
        log.crc = CRC32.add(start, to: log.crc)
        for (id, entry) in entries.enumerated() {
            log.add(LFSTag(entry.nameKind, id: id, count: entry.name.count), entry.name)
            log.add(LFSTag(entry.structKind, id: id, count: entry.contents.count), entry.contents)
            for (number, data) in entry.attributes.sorted(by: { $0.key < $1.key }) {
                log.add(LFSTag(LFSTag.Kind.attribute + number, id: id, count: data.count), data)
            }
        }
        if !tail.isNowhere {
            log.add(LFSTag(goesOn ? LFSTag.Kind.hardTail : LFSTag.Kind.softTail, count: 8), tail.bytes)
        }
        if moveState.contains(where: { $0 != 0 }) { log.add(LFSTag(LFSTag.Kind.moveState, count: 12), moveState) }
        try finish(&log, device)
    }

    /// A commit that grows.
    private struct Log {
        var start: Int
        var tag: LFSTag
        var crc: UInt32
        var bytes: [UInt8] = []

        var end: Int { start + bytes.count }

        mutating func add(_ next: LFSTag, _ data: [UInt8]) {
            let piece = [UInt8].big(next.word ^ tag.word) + data
            // The bit that says whether a tag is there is no part of the tag before it.
            tag = LFSTag(word: next.word & 0x7FFF_FFFF)
            crc = CRC32.add(piece, to: crc)
            bytes += piece
        }
    }

    /// Fills up to a whole program with checksums (`lfs_dir_commitcrc` of littlefs 2.11 for where they lie).
    private mutating func finish(_ log: inout Log, _ device: any FlashDevice) throws(FileError) {
        let program = device.programBytes
        let whole = min(
            (min(log.end + Self.endBytes, device.blockBytes) + program - 1) / program * program, device.blockBytes)
        while log.end < whole {
            var next = min(whole - (log.end + 4), 0x3FE) + log.end + 4
            if next < whole { next = min(next, whole - Self.endBytes) }
            var first: UInt8 = 0xFF
            if next >= whole && next <= device.blockBytes - program {
                let behind = try device.read(place.first, next, count: program)
                first = behind[0]
                let sum = CRC32.add(behind, to: CRC32.start)
                log.add(LFSTag(LFSTag.Kind.forwardChecksum, count: 8), .little(UInt32(program), sum))
            }
            let bit = UInt32(~first >> 7)
            let tag = LFSTag(LFSTag.Kind.checksum + Int(bit), count: next - (log.end + 4))
            let head = [UInt8].big(tag.word ^ log.tag.word)
            let sum = CRC32.add(head, to: log.crc)
            let padding = next - log.end - 8
            log.bytes += head + .little(sum) + [UInt8](repeating: 0xFF, count: padding)
            log.tag = LFSTag(word: tag.word ^ bit << 31)
            log.crc = CRC32.start
        }
        try device.program(place.first, log.start, log.bytes)
        try device.synchronize()
        end = log.end
        lastTag = log.tag
        isErased = end <= device.blockBytes - program
    }
}
