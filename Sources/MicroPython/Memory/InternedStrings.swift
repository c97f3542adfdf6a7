/// The pools of interned strings: those in flash, then pools in the guest's heap with MicroPython's growth
/// (py/qstr.c, v1.29). A host-side hash index finds a string without walking the pools.
struct InternedStrings {
    /// Where each string's characters are, its length and hash, by number.
    private(set) var addresses: [GuestAddress] = [0]
    private(set) var lengths: [UInt8] = [0]
    private(set) var hashes: [UInt32] = [0]
    /// The hashes as tables of the guest use them, by number: a plain block, because every lookup of a name reads it.
    private(set) var tableHashes: UnsafeMutablePointer<UInt32>
    private(set) var tableHashCapacity = 1024
    private let hashMask: UInt32
    /// Open addressing over numbers; 0 is free.
    private var index: [UInt32] = Array(repeating: 0, count: 4096)
    var count: Int { addresses.count }
    /// Numbers below lie in flash.
    var flashCount = 0

    /// By number: strings that lie in flash for Perch's own use, and that the firmware does not know. The guest finds
    /// them only once it has interned them itself, and pays for that as it would on the board.
    private var hidden: [Bool] = []
    /// Set once the firmware's own list is in: strings that come later are hidden.
    var hidesUnlisted = false

    func isHidden(_ id: UInt32) -> Bool { Int(id) < hidden.count && hidden[Int(id)] }

    mutating func setHidden(_ id: UInt32, _ isHidden: Bool) {
        while hidden.count <= Int(id) { hidden.append(false) }
        hidden[Int(id)] = isHidden
    }

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
        tableHashes = .allocate(capacity: tableHashCapacity)
        tableHashes.initialize(repeating: 1, count: tableHashCapacity)
    }

    mutating func release() {
        tableHashes.deallocate()
        addresses = []
        index = []
    }

    /// djb2, over all bits. The guest sees its low one or two bytes, see `VM.hash(_:)`.
    @inline(__always) static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var hash: UInt32 = 5381
        for byte in bytes { hash = (hash &<< 5 &+ hash) ^ UInt32(byte) }
        return hash
    }

    func find(_ bytes: UnsafeRawBufferPointer, _ ram: GuestRAM) -> UInt32 {
        find(bytes, InternedStrings.hash(bytes), ram)
    }

    @inline(__always) func find(_ bytes: UnsafeRawBufferPointer, _ hash: UInt32, _ ram: GuestRAM) -> UInt32 {
        index.withUnsafeBufferPointer { index in
            let mask = index.count - 1
            var slot = Int(hash &* 0x9E37_79B1 &>> 8) & mask
            while index[slot] != 0 {
                let id = index[slot]
                if hashes[Int(id)] == hash && Int(lengths[Int(id)]) == bytes.count
                    && same(bytes, ram.bytes(addresses[Int(id)], count: bytes.count))
                {
                    return id
                }
                slot = (slot + 1) & mask
            }
            return 0
        }
    }

    private func same(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        for position in 0..<a.count where a[position] != b[position] { return false }
        return true
    }

    /// The firmware's image is complete: what comes now lies on the heap.
    mutating func sealFlash() { flashCount = count }

    /// Adds a string whose characters lie at `address`; returns its number.
    mutating func add(_ address: GuestAddress, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
        let id = UInt32(addresses.count)
        let hash = InternedStrings.hash(bytes)
        addresses.append(address)
        lengths.append(UInt8(bytes.count))
        hashes.append(hash)
        if Int(id) >= tableHashCapacity { growTableHashes() }
        tableHashes[Int(id)] = guestHash(hash)
        if addresses.count * 2 > index.count { rebuildIndex(index.count * 2) } else { insert(id, hash) }
        return id
    }

    private mutating func growTableHashes() {
        let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: tableHashCapacity * 2)
        larger.initialize(repeating: 1, count: tableHashCapacity * 2)
        larger.update(from: tableHashes, count: tableHashCapacity)
        tableHashes.deallocate()
        tableHashes = larger
        tableHashCapacity *= 2
    }

    /// The low one or two bytes of a hash, never 0.
    @inline(__always) func guestHash(_ hash: UInt32) -> UInt32 {
        let masked = hash & hashMask
        return masked == 0 ? 1 : masked
    }

    private mutating func insert(_ id: UInt32, _ hash: UInt32) {
        let mask = index.count - 1
        var slot = Int(hash &* 0x9E37_79B1 &>> 8) & mask
        while index[slot] != 0 { slot = (slot + 1) & mask }
        index[slot] = id
    }

    private mutating func rebuildIndex(_ capacity: Int) {
        index = Array(repeating: 0, count: capacity)
        for id in 1..<addresses.count { insert(UInt32(id), hashes[id]) }
    }
}

extension VM {
    /// The characters of an interned string.
    @inline(__always) func text(_ name: Qstr) -> UnsafeRawBufferPointer {
        let id = Int(name.id)
        guard id < names.count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return ram.bytes(names.addresses[id], count: Int(names.lengths[id]))
    }

    func address(of name: Qstr) -> GuestAddress {
        Int(name.id) < names.count ? names.addresses[Int(name.id)] : 0
    }

    /// An interned string as host text.
    public func string(_ name: Qstr) -> String { String(decoding: text(name), as: UTF8.self) }

    /// The hash that dict and set positions come from: one or two bytes of djb2, never 0.
    @inline(__always) func hash(_ name: Qstr) -> UInt32 {
        let id = Int(name.id)
        return id < state.pointee.names.tableHashCapacity ? state.pointee.names.tableHashes[id] : 1
    }

    /// The hash of a string's characters; see `hash(_:)`.
    func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        state.pointee.names.guestHash(InternedStrings.hash(bytes))
    }

    /// The number of a string that is interned already.
    func findInterned(_ bytes: UnsafeRawBufferPointer) -> Qstr? {
        if bytes.isEmpty { return Qstr(.empty) }
        let id = names.find(bytes, ram)
        return id == 0 || names.isHidden(id) ? nil : Qstr(id: id)
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

    /// The number of a string, interned now if it was not: its characters are copied to the newest chunk, which grows
    /// in place or gives way to a new one, and its entry to the newest pool, each twice as long as the one before.
    func intern(_ bytes: UnsafeRawBufferPointer) throws(GuestException) -> Qstr {
        if let known = findInterned(bytes) { return known }
        guard bytes.count < 256 else { throw nameTooLong() }
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
        let hidden = names.find(bytes, ram)
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
        return String(name).replacing("\\n", with: "\n").replacing("\\r", with: "\r").replacing("\\s", with: " ")
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
        for name in firmware.names.split(separator: "\n") {
            names.setHidden(internInFlash(VM.unescaped(name)).id, false)
        }
        names.hidesUnlisted = !firmware.names.isEmpty
        names.flashCount = names.count
    }
}
