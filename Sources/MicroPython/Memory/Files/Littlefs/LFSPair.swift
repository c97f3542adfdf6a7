/// Two blocks that hold a piece of a directory, of which the newer one counts: a log of commits (SPEC.md, "Metadata pairs").
struct LFSPair {
    struct Place: Equatable {
        var first: Int
        var second: Int

        /// Whatever their order.
        func isSame(as other: Place) -> Bool { self == other || (first == other.second && second == other.first) }
        var isNowhere: Bool { first == -1 || second == -1 }
        var bytes: [UInt8] { .little(UInt32(truncatingIfNeeded: first), UInt32(truncatingIfNeeded: second)) }

        static let nowhere = Place(first: -1, second: -1)
        static let root = Place(first: 0, second: 1)
    }

    /// A name, and what it leads to.
    struct Entry {
        var nameKind = 0
        var name: [UInt8] = []
        var structKind = 0
        var contents: [UInt8] = []
        var attributes: [Int: [UInt8]] = [:]

        var isDirectory: Bool { nameKind == LFSTag.Kind.directory }
        var place: Place { LFSPair.place(contents) }
        /// Of a file. A list that is cut short has none, as there.
        var size: Int {
            switch structKind {
            case LFSTag.Kind.listStruct: contents.count < 8 ? 0 : Int(contents.littleWord(4))
            case LFSTag.Kind.inlineStruct: contents.count
            default: 0
            }
        }
        /// The last block of a file's list.
        var head: Int { contents.count < 8 ? 0 : Int(contents.littleWord(0)) }
    }

    /// The block that counts first.
    var place: Place
    var revision: UInt32
    var entries: [Entry] = []
    var tail = Place.nowhere
    /// The directory goes on in its tail; else that is another one's.
    var goesOn = false
    /// Its share of what all pairs together say is under way.
    var moveState = [UInt8](repeating: 0, count: 12)
    /// Where the next commit goes.
    var end = 0
    var lastTag = LFSTag(word: ~0)
    /// Nothing has been programmed behind the last commit.
    var isErased = false

    static func place(_ bytes: [UInt8]) -> Place {
        guard bytes.count >= 8 else { return .nowhere }
        return Place(
            first: Int(Int32(bitPattern: bytes.littleWord(0))), second: Int(Int32(bitPattern: bytes.littleWord(4))))
    }

    // MARK: Reading

    static func fetch(_ place: Place, _ device: any FlashDevice) throws(FileError) -> LFSPair {
        let blocks = [place.first, place.second]
        guard blocks.allSatisfy((0..<device.blockCount).contains) else { throw .corrupt }
        var images: [[UInt8]] = []
        for block in blocks { images.append(try device.read(block, 0, count: device.blockBytes)) }
        // The newer one first; the other one if that has no whole commit.
        let isSecondNewer = Int32(bitPattern: images[1].littleWord(0) &- images[0].littleWord(0)) > 0
        for index in isSecondNewer ? [1, 0] : [0, 1] {
            let own = Place(first: blocks[index], second: blocks[1 - index])
            if let pair = read(images[index], own, device.programBytes) { return pair }
        }
        throw .corrupt
    }

    /// nil: no commit in it is whole.
    private static func read(_ image: [UInt8], _ place: Place, _ programBytes: Int) -> LFSPair? {
        var last: LFSPair?
        var pair = LFSPair(place: place, revision: image.littleWord(0))
        var crc = CRC32.add(image[..<4], to: CRC32.start)
        var tag = LFSTag(word: ~0)
        var offset = 4
        var forward: (count: Int, crc: UInt32)?
        var wasChecksum = false
        while offset + 4 <= image.count {
            let raw = image[offset..<offset + 4]
            crc = CRC32.add(raw, to: crc)
            let next = LFSTag(word: raw.reduce(0) { $0 << 8 | UInt32($1) } ^ tag.word)
            if !next.isValid {
                // Only behind a whole commit may there be nothing.
                if wasChecksum, let forward, let end = last?.end, end % programBytes == 0,
                    end + forward.count <= image.count
                {
                    let sum = CRC32.add(image[end..<end + forward.count], to: CRC32.start)
                    last?.isErased = sum == forward.crc
                }
                break
            }
            guard offset + 4 + next.count <= image.count else { break }
            tag = next
            let data = Array(image[offset + 4..<offset + 4 + tag.count])
            offset += 4 + tag.count
            wasChecksum = tag.isChecksum
            guard tag.isChecksum else {
                crc = CRC32.add(data, to: crc)
                if tag.kind == LFSTag.Kind.forwardChecksum, data.count >= 8 {
                    forward = (Int(data.littleWord(0)), data.littleWord(4))
                } else if !pair.apply(tag, data) {
                    break
                }
                continue
            }
            guard data.count >= 4, data.littleWord(0) == crc else { break }
            tag = LFSTag(word: tag.word ^ UInt32(tag.kind & 1) << 31)
            pair.end = offset
            pair.lastTag = tag
            pair.isErased = false
            last = pair
            crc = CRC32.start
        }
        return last
    }

    /// False: it makes no sense.
    private mutating func apply(_ tag: LFSTag, _ data: [UInt8]) -> Bool {
        switch tag.family {
        case 0x000:
            // In a log that was written anew names come without being created.
            while entries.count <= tag.id { entries.append(Entry()) }
            entries[tag.id].nameKind = tag.kind
            entries[tag.id].name = data
        case 0x200:
            guard entries.indices.contains(tag.id) else { return false }
            entries[tag.id].structKind = tag.kind
            entries[tag.id].contents = data
        case 0x300:
            guard entries.indices.contains(tag.id) else { return tag.id == LFSTag.noID }
            entries[tag.id].attributes[tag.kind & 0xFF] = tag.isDeletion ? nil : data
        case 0x400:
            if tag.kind == LFSTag.Kind.create {
                guard tag.id <= entries.count else { return false }
                entries.insert(Entry(), at: tag.id)
            } else if tag.kind == LFSTag.Kind.delete {
                guard entries.indices.contains(tag.id) else { return false }
                entries.remove(at: tag.id)
            }
        case 0x600:
            tail = Self.place(data)
            goesOn = tag.kind & 1 != 0
        case 0x700:
            guard data.count == 12 else { return false }
            moveState = data
        default: break
        }
        return true
    }
}
