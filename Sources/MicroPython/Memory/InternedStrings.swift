/// The pools of interned strings: those in flash, then pools in the guest's heap with MicroPython's growth
/// (py/qstr.c, v1.29). A host-side hash index finds a string without walking the pools.
struct InternedStrings {
    /// A string: where its characters are, the hash that tables of the guest use, its length. A plain block of host
    /// memory holds them, because every lookup of a name reads one.
    struct Entry {
        var address: GuestAddress
        /// Its place in the index.
        var indexHash: UInt32
        var tableHash: UInt32
        var length: UInt16
        /// Lies in flash for Perch's own use, and the firmware does not know it. The guest finds it only once it has
        /// interned it itself, and pays for that as it would on the board.
        var isHidden: Bool
    }

    /// By number. Behind `count` lie entries of strings without characters, whose hash is 1.
    private(set) var entries: UnsafeMutablePointer<Entry>
    private(set) var capacity = 1024
    private(set) var count = 1
    private let hashMask: UInt32
    /// Open addressing: hash and number of a string, 0 is free.
    private var index: UnsafeMutablePointer<UInt64>
    private var indexCapacity = 4096
    /// Numbers below lie in flash.
    var flashCount = 0
    /// Set once the firmware's own list is in: strings that come later are hidden.
    var hidesUnlisted = false

    /// The heap's newest pool: its address, entries it holds, entries used.
    var poolAddress: GuestAddress = 0
    var poolCapacity = 10
    var poolCount = 10
    /// The heap's newest chunk of characters: address, bytes, bytes used.
    var chunkAddress: GuestAddress = 0
    var chunkBytes = 0
    var chunkUsed = 0

    /// `hashMask`: which bits of a hash the firmware keeps (`Firmware.nameHashMask`).
    init(hashMask: UInt32) {
        self.hashMask = hashMask == 0 ? 0xFFFF : hashMask
        entries = InternedStrings.blankEntries(capacity)
        index = InternedStrings.blankIndex(indexCapacity)
    }

    func release() {
        entries.deallocate()
        index.deallocate()
    }

    private static func blankEntries(_ capacity: Int) -> UnsafeMutablePointer<Entry> {
        let entries = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
        entries.initialize(
            repeating: Entry(address: 0, indexHash: 0, tableHash: 1, length: 0, isHidden: false), count: capacity)
        return entries
    }

    private static func blankIndex(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
        let index = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
        index.initialize(repeating: 0, count: capacity)
        return index
    }

    func isHidden(_ id: UInt32) -> Bool { Int(id) < count && entries[Int(id)].isHidden }
    func setHidden(_ id: UInt32, _ isHidden: Bool) { entries[Int(id)].isHidden = isHidden }

    /// djb2, over all bits. The guest sees its low one or two bytes, see `VM.hash(_:)`.
    @inline(__always) static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var hash: UInt32 = 5381
        guard var place = bytes.baseAddress else { return hash }
        let end = place + bytes.count
        while place < end {
            hash = (hash &<< 5 &+ hash) ^ UInt32(place.load(as: UInt8.self))
            place += 1
        }
        return hash
    }

    /// What the index sorts strings by: their length and up to eight bytes from either end. Any hash would do, so it need
    /// not be the guest's, which looks at each byte.
    @inline(__always) private static func indexHash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        let count = bytes.count
        var front: UInt64 = 0
        var back: UInt64 = 0
        if count >= 8 {
            front = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            back = bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        } else if count >= 4 {
            front = UInt64(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            back = UInt64(bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
        } else if count > 0 {
            front = UInt64(bytes[0]) | UInt64(bytes[count &>> 1]) &<< 8 | UInt64(bytes[count &- 1]) &<< 16
        }
        let mixed =
            (front &* 0x9E37_79B9_7F4A_7C15) ^ (back &* 0xC2B2_AE3D_27D4_EB4F) &+ UInt64(truncatingIfNeeded: count)
        return UInt32(truncatingIfNeeded: mixed ^ mixed &>> 29 ^ mixed &>> 47)
    }

    @inline(__always) private func slot(_ indexHash: UInt32) -> Int { Int(indexHash) & (indexCapacity &- 1) }

    /// The number of a string, or 0.
    @inline(__always) func find(_ bytes: UnsafeRawBufferPointer, _ ram: GuestRAM) -> UInt32 {
        let hash = InternedStrings.indexHash(bytes)
        var slot = slot(hash)
        while case let known = index[slot], known != 0 {
            if UInt32(truncatingIfNeeded: known &>> 32) == hash {
                let entry = entries + Int(UInt32(truncatingIfNeeded: known))
                if GuestRAM.areSame(bytes, ram.bytes(entry.pointee.address, count: Int(entry.pointee.length))) {
                    return UInt32(truncatingIfNeeded: known)
                }
            }
            slot = (slot &+ 1) & (indexCapacity &- 1)
        }
        return 0
    }

    /// The firmware's image is complete: what comes now lies on the heap.
    mutating func sealFlash() { flashCount = count }

    /// Adds a string whose characters lie at `address`; returns its number.
    mutating func add(_ address: GuestAddress, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
        let id = UInt32(count)
        let hash = InternedStrings.indexHash(bytes)
        if count == capacity { growEntries() }
        entries[count] = Entry(
            address: address, indexHash: hash, tableHash: guestHash(InternedStrings.hash(bytes)),
            length: UInt16(bytes.count), isHidden: false)
        count += 1
        if count * 2 > indexCapacity { rebuildIndex(indexCapacity * 2) } else { insert(id, hash) }
        return id
    }

    private mutating func growEntries() {
        let larger = InternedStrings.blankEntries(capacity * 2)
        larger.update(from: entries, count: capacity)
        entries.deallocate()
        entries = larger
        capacity *= 2
    }

    /// The low one or two bytes of a hash, never 0.
    @inline(__always) func guestHash(_ hash: UInt32) -> UInt32 {
        let masked = hash & hashMask
        return masked == 0 ? 1 : masked
    }

    private func insert(_ id: UInt32, _ hash: UInt32) {
        var slot = slot(hash)
        while index[slot] != 0 { slot = (slot &+ 1) & (indexCapacity &- 1) }
        index[slot] = UInt64(hash) &<< 32 | UInt64(id)
    }

    private mutating func rebuildIndex(_ capacity: Int) {
        index.deallocate()
        index = InternedStrings.blankIndex(capacity)
        indexCapacity = capacity
        for id in 1..<count { insert(UInt32(id), entries[id].indexHash) }
    }
}

extension VM {
    /// What is known of an interned string; of an unknown number, that it has no characters.
    @inline(__always) func entry(of name: Qstr) -> InternedStrings.Entry {
        let id = Int(name.id)
        return state.pointee.names.entries[id < state.pointee.names.capacity ? id : 0]
    }

    /// The characters of an interned string.
    @inline(__always) func text(_ name: Qstr) -> UnsafeRawBufferPointer {
        let entry = entry(of: name)
        return ram.bytes(entry.address, count: Int(entry.length))
    }

    func address(of name: Qstr) -> GuestAddress { entry(of: name).address }

    /// An interned string as host text.
    public func string(_ name: Qstr) -> String { String(decoding: text(name), as: UTF8.self) }

    /// The hash that dict and set positions come from: one or two bytes of djb2, never 0.
    @inline(__always) func hash(_ name: Qstr) -> UInt32 { entry(of: name).tableHash }

    /// The hash of a string's characters; see `hash(_:)`.
    func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        state.pointee.names.guestHash(InternedStrings.hash(bytes))
    }

    /// The number of a string that is interned already.
    func findInterned(_ bytes: UnsafeRawBufferPointer) -> Qstr? {
        if bytes.isEmpty { return Qstr(.empty) }
        let id = state.pointee.names.find(bytes, ram)
        return id == 0 || state.pointee.names.entries[Int(id)].isHidden ? nil : Qstr(id: id)
    }

    /// As `findInterned`, with the names that only frozen code has: a native function that frozen code calls is to know its keywords.
    func findName(_ bytes: UnsafeRawBufferPointer) -> Qstr? {
        let id = state.pointee.names.find(bytes, ram)
        return id == 0 ? nil : Qstr(id: id)
    }

    /// The number of a string, interned now if it was not.
    public func intern(_ text: String) throws(GuestException) -> Qstr {
        var text = text
        let result: Result<Qstr, GuestException> = text.withUTF8 { utf8 in
            do throws(GuestException) { return .success(try intern(UnsafeRawBufferPointer(utf8))) } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// As `intern(_:)`, for bytes of the host.
    func intern(_ bytes: [UInt8]) throws(GuestException) -> Qstr {
        try bytes.withUnsafeBufferPointer { bytes throws(GuestException) in try intern(UnsafeRawBufferPointer(bytes)) }
    }

    /// The number of a string, interned now if it was not: its characters are copied to the newest chunk, which grows
    /// in place or gives way to a new one, and its entry to the newest pool, each twice as long as the one before.
    func intern(_ bytes: UnsafeRawBufferPointer) throws(GuestException) -> Qstr {
        if bytes.isEmpty { return Qstr(.empty) }
        let known = state.pointee.names.find(bytes, ram)
        if known != 0 && !state.pointee.names.entries[Int(known)].isHidden { return Qstr(id: known) }
        return try internNew(bytes, hidden: known)
    }

    /// `hidden`: its number in flash, if it lies there for Perch's own use.
    @inline(never) private func internNew(
        _ bytes: UnsafeRawBufferPointer, hidden: UInt32
    ) throws(GuestException) -> Qstr {
        guard bytes.count < 256 else { throw nameTooLong() }
        let countBefore = names.count
        // The bytes may lie in a block that the allocations below could collect; the caller keeps it alive.
        let byteCount = bytes.count + 1
        try makeChunkRoom(byteCount)
        let address = names.chunkAddress + UInt32(names.chunkUsed)
        names.chunkUsed += byteCount
        ram.copy(bytes, to: address)
        ram[byte: address + UInt32(bytes.count)] = 0
        try makePoolRoom(address)
        ram[names.poolAddress + poolHeaderBytes + UInt32(names.poolCount) * 4] = address
        names.poolCount += 1
        // What a collection finalises may have interned the same.
        let hidden = state.pointee.names.count == countBefore ? hidden : names.find(bytes, ram)
        if hidden != 0 {
            names.setHidden(hidden, false)
            return Qstr(id: hidden)
        }
        return Qstr(id: names.add(address, ram.bytes(address, count: bytes.count)))
    }

    /// The pools on the heap, newest first, with the addresses of their texts.
    var namePools: [(address: GuestAddress, texts: [GuestAddress])] {
        var pools: [(address: GuestAddress, texts: [GuestAddress])] = []
        var pool = names.poolAddress
        var count = names.poolCount
        while pool != 0 {
            pools.append((pool, (0..<count).map { ram[pool + poolHeaderBytes + UInt32($0) * 4] }))
            pool = ram[pool]
            // Only the newest pool has free entries: each is twice as long as the one before.
            var capacity = names.poolCapacity
            for _ in pools { capacity /= 2 }
            count = pool == 0 ? 0 : capacity
        }
        return pools
    }

    private var poolHeaderBytes: UInt32 { firmware.nameHashMask == 0 ? 20 : 24 }

    private func makeChunkRoom(_ byteCount: Int) throws(GuestException) {
        if names.chunkAddress != 0 && names.chunkUsed + byteCount > names.chunkBytes {
            let larger = names.chunkBytes + byteCount
            if reallocateMaybe(names.chunkAddress, larger, mayMove: false, .names) == 0 {
                _ = reallocateMaybe(names.chunkAddress, names.chunkUsed, mayMove: false, .names)
                names.chunkAddress = 0
            } else {
                names.chunkBytes = larger
            }
        }
        guard names.chunkAddress == 0 else { return }
        var size = max(byteCount, 128)
        var chunk = allocateMaybe(size, .names)
        if chunk == 0 {
            size = byteCount
            chunk = try allocate(size, .names)
        }
        names.chunkAddress = chunk
        names.chunkBytes = size
        names.chunkUsed = 0
    }

    /// Makes room for one more entry. A pool's first words are its predecessor and counts, its entries hold the
    /// addresses of the characters: so the newest pool keeps all chunks alive.
    private func makePoolRoom(_ newest: GuestAddress) throws(GuestException) {
        guard names.poolCount >= names.poolCapacity else { return }
        let capacity = max(10, names.poolCapacity * 2)
        let hashBytes = firmware.nameHashMask > 0xFF ? 2 : firmware.nameHashMask == 0 ? 0 : 1
        let pool = allocateMaybe(Int(poolHeaderBytes) + (4 + hashBytes + 1) * capacity, .names)
        if pool == 0 {
            names.chunkAddress = 0
            throw memoryError(capacity)
        }
        ram[pool] = names.poolAddress
        names.poolAddress = pool
        names.poolCapacity = capacity
        names.poolCount = 0
        setRoot(.lastNamePool, Value(address: pool))
    }

    private func nameTooLong() -> GuestException { state.pointee.hooks.nameTooLong?(self) ?? memoryError(256) }

    /// Interns a string of the firmware's image, in flash.
    @discardableResult public func internInFlash(_ text: String) -> Qstr {
        var text = text
        return text.withUTF8 { utf8 in
            let bytes = UnsafeRawBufferPointer(utf8)
            if bytes.isEmpty { return addInFlash(bytes) }
            let known = names.find(bytes, ram)
            return known == 0 ? addInFlash(bytes) : Qstr(id: known)
        }
    }

    /// A name of a firmware's list, where `\n`, `\r` and `\s` stand for white space.
    static func unescaped(_ name: Substring) -> String {
        guard name.utf8.contains(UInt8(ascii: "\\")) else { return String(name) }
        let pieces = name.utf8.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false)
        return pieces.dropFirst().reduce(into: String(Substring(pieces[0]))) { text, piece in
            switch piece.first {
            case UInt8(ascii: "n"): text += "\n"
            case UInt8(ascii: "r"): text += "\r"
            case UInt8(ascii: "s"): text += " "
            default: return text += "\\" + Substring(piece)
            }
            text += Substring(piece.dropFirst())
        }
    }

    private func addInFlash(_ bytes: UnsafeRawBufferPointer) -> Qstr {
        let address = state.pointee.flash.allocateText(bytes.count + 1)
        ram.copy(bytes, to: address)
        let id = names.add(address, bytes)
        if names.hidesUnlisted { names.setHidden(id, true) }
        return Qstr(id: id)
    }

    /// The names that Swift code refers to, then those of the firmware. A firmware with a list knows no others.
    func buildStaticNames() {
        for name in CoreName.allCases.dropFirst() { internInFlash(name.text) }
        if !firmware.names.isEmpty {
            for id in UInt32(CoreName.staticCount)..<UInt32(names.count) { names.setHidden(id, true) }
        }
        for name in firmware.listedNames {
            names.setHidden(internInFlash(VM.unescaped(name)).id, false)
        }
        names.hidesUnlisted = !firmware.names.isEmpty
        names.flashCount = names.count
    }
}
