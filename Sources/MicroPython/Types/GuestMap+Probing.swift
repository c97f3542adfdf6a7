/// Probing a table: where a key stands, or may go, and when two keys are the same.
extension GuestMap {
    /// Where a key stands, else where it may go; 0 for none.
    typealias Place = (found: GuestAddress, open: GuestAddress)

    /// Probes a table that has room. `comparing`: whether keys that are not the same word may be equal.
    func locate(_ key: Value, _ hash: UInt32, comparing: Bool) throws(GuestException) -> Place {
        try probe(key, hash) { present throws(GuestException) in
            comparing ? try vm.equalKeys(present, key) : false
        }
    }

    /// As `locate`, for a str on the heap, at the place where it was found before.
    @inline(__always) func locateText(_ key: Value) throws(GuestException) -> Place {
        let known = knownPlace(key)
        return known != 0 ? (known, 0) : try probeText(key)
    }

    /// Where a str was found before, if that still holds; else 0.
    @inline(__always) func knownPlace(_ key: Value) -> GuestAddress {
        let table = table
        let known = vm.registry.pointee.keyCache.entry(key.bits, table)
        if known.pointee.key == key.bits && known.pointee.table == table
            && known.pointee.epoch == vm.state.pointee.epoch && vm.ram[known.pointee.place] == known.pointee.present
            && known.pointee.place &- table < capacity &* GuestMap.entryBytes
        {
            return known.pointee.place
        }
        return 0
    }

    /// Other texts are compared at once, by hash first.
    @inline(never) private func probeText(_ key: Value) throws(GuestException) -> Place {
        let hash = StrObject.hash(vm, key)
        let place = try probeText(key, hash)
        if place.found != 0 { remember(key, place.found) }
        return place
    }

    /// Notes where a text stands, for `locateText`.
    @inline(__always) func remember(_ key: Value, _ entry: GuestAddress) {
        let table = table
        vm.registry.pointee.keyCache.entry(key.bits, table).pointee = KeyCache.Entry(
            key: key.bits, table: table, epoch: vm.state.pointee.epoch, place: entry, present: vm.ram[entry])
    }

    /// Most of what lies on the way are other texts whose hash differs: these are passed by two words.
    private func probeText(_ key: Value, _ hash: UInt32) throws(GuestException) -> Place {
        let first = firstToCompare(key, hash)
        if first == 0 { return (0, 0) }
        let text = KeyText(key, vm)
        return try probe(key, from: first, hash) { present throws(GuestException) in
            if present.isSmallInt { return false }
            if present.isAddress && vm.ram[present.address] == NativeType.str.address {
                let known = vm.ram[present.address &+ StrObject.Offset.hash]
                if known != hash && known != 0 { return false }
            }
            guard vm.isStr(present) else { return try vm.equalKeys(present, key) }
            return KeyText(present, vm).isSame(as: text, vm.ram)
        }
    }

    /// The first entry that is more than a text on the heap with another hash: these are often passed, by a short loop of their own.
    /// 0: all are such texts.
    @inline(__always) private func firstToCompare(_ key: Value, _ hash: UInt32) -> GuestAddress {
        let ram = vm.ram
        let table = table
        let start = table &+ (hash % capacity) &* GuestMap.entryBytes
        let end = table &+ capacity &* GuestMap.entryBytes
        var entry = start
        repeat {
            let present = ram[entry]
            if present == key.bits || !Value(bits: present).isAddress { return entry }
            let known = ram[present &+ StrObject.Offset.hash]
            if ram[present] != NativeType.str.address || known == hash || known == 0 { return entry }
            entry &+= GuestMap.entryBytes
            if entry == end { entry = table }
        } while entry != start
        return 0
    }

    @inline(__always) private func probe(
        _ key: Value, _ hash: UInt32, _ isSame: (Value) throws(GuestException) -> Bool
    ) throws(GuestException) -> Place {
        try probe(key, from: table &+ (hash % capacity) &* GuestMap.entryBytes, hash, isSame)
    }

    /// `first`: the entries between the key's own place and this one hold other keys, for certain.
    @inline(__always) private func probe(
        _ key: Value, from first: GuestAddress, _ hash: UInt32, _ isSame: (Value) throws(GuestException) -> Bool
    ) throws(GuestException) -> Place {
        let ram = vm.ram
        let table = table
        let start = table &+ (hash % capacity) &* GuestMap.entryBytes
        let end = table &+ capacity &* GuestMap.entryBytes
        var open: GuestAddress = 0
        var entry = first
        repeat {
            let present = ram.value(entry)
            if present == key { return (entry, 0) }
            if present.isNull { return (0, open == 0 ? entry : open) }
            if present == .sentinel {
                if open == 0 { open = entry }
            } else if try isSame(present) {
                return (entry, 0)
            }
            entry &+= GuestMap.entryBytes
            if entry == end { entry = table }
        } while entry != start
        return (0, open)
    }
}

// MARK: Keys

extension VM {
    /// The number whose remainder is a key's first position.
    @inline(__always) func tableHash(_ key: Value) throws(GuestException) -> UInt32 {
        if key.isQstr { return hash(key.qstr) }
        if key.isSmallInt { return UInt32(bitPattern: key.smallInt) }
        return try tableHashOfObject(key)
    }

    @inline(never) private func tableHashOfObject(_ key: Value) throws(GuestException) -> UInt32 {
        if isExactly(key, .str) {
            let known = ram[key.address &+ 4]
            if known != 0 { return known }
        }
        return try hash(of: key)
    }

    /// Whether two keys that are not the same word are equal. Names and texts, the usual keys, are compared here.
    @inline(__always) func equalKeys(_ a: Value, _ b: Value) throws(GuestException) -> Bool {
        if (a.isSmallInt || a.isQstr) && (b.isSmallInt || b.isQstr) { return false }
        return try equalKeyObjects(a, b)
    }

    @inline(never) private func equalKeyObjects(_ a: Value, _ b: Value) throws(GuestException) -> Bool {
        isStr(a) && isStr(b) ? areSameTexts(a, b) : try equal(a, b)
    }

    /// Whether two texts are equal; by their hashes first, where these are known.
    @inline(__always) func areSameTexts(_ a: Value, _ b: Value) -> Bool {
        KeyText(a, self).isSame(as: KeyText(b, self), ram)
    }
}

/// A str that is a key: its hash (0 where it is not known), and where its characters lie.
private struct KeyText {
    let hash: UInt32
    let data: GuestAddress
    let count: Int

    @inline(__always) init(_ key: Value, _ vm: VM) {
        if key.isQstr {
            let entry = vm.entry(of: key.qstr)
            hash = entry.tableHash
            data = entry.address
            count = Int(entry.length)
        } else {
            hash = vm.ram[key.address &+ StrObject.Offset.hash]
            data = vm.ram[key.address &+ StrObject.Offset.data]
            count = Int(vm.ram[key.address &+ StrObject.Offset.count])
        }
    }

    @inline(__always) func isSame(as other: KeyText, _ ram: GuestRAM) -> Bool {
        if hash != other.hash && hash != 0 && other.hash != 0 { return false }
        return count == other.count && ram.areSame(data, other.data, count: count)
    }
}
