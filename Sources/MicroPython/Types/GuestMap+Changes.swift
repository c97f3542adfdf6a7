/// Adding and removing keys.
extension GuestMap {
    /// The entry of a key, added now with a null value if it was not there.
    @inline(__always) func findOrAdd(_ name: Qstr) throws(GuestException) -> GuestAddress {
        let entry = findOrAddAtOnce(Value(name), vm.hash(name))
        return entry != 0 ? entry : try findOrAdd(Value(name))
    }

    /// The entry of a name or small int, added now if need be; 0 where that takes more than a look at the table.
    @inline(__always) private func findOrAddAtOnce(_ key: Value, _ hash: UInt32) -> GuestAddress {
        if isOrdered { return 0 }
        let entry = placeAtOnce(key, hash)
        return entry == 0 || vm.ram[entry] != 0 ? entry : occupy(entry, key)
    }

    /// The entry of a key, added now with a null value if it was not there.
    @inline(never) func findOrAdd(_ key: Value) throws(GuestException) -> GuestAddress {
        if key.isSmallInt {
            let entry = findOrAddAtOnce(key, UInt32(bitPattern: key.smallInt))
            if entry != 0 { return entry }
        }
        if key.isQstr {
            let entry = findOrAddAtOnce(key, vm.hash(key.qstr))
            if entry != 0 { return entry }
            let known = isOrdered ? 0 : knownPlace(key)
            if known != 0 { return known }
        }
        let isText = !key.isSmallInt && !key.isQstr && vm.isExactly(key, .str)
        if isOrdered {
            let entry = try searchInOrder(key, comparing: !hasOnlyNames || isText)
            return entry != 0 ? entry : try append(key)
        }
        if capacity == 0 { try grow() }
        let hash = isText ? 0 : try vm.tableHash(key)
        let comparing = !hasOnlyNames
        while true {
            // The guest's `__hash__` may have emptied the map.
            if capacity == 0 { return try findOrAdd(key) }
            let place =
                isText ? try locateText(key) : try locate(key, hash, comparing: comparing)
            if place.found != 0 {
                if key.isQstr && comparing { remember(key, place.found) }
                return place.found
            }
            if place.open != 0 {
                let entry = occupy(place.open, key)
                if isText { remember(key, entry) }
                return entry
            }
            try grow()
        }
    }

    @inline(__always) private func occupy(_ entry: GuestAddress, _ key: Value) -> GuestAddress {
        var header = header &+ Flag.one
        if !key.isQstr { header &= ~Flag.onlyNames }
        self.header = header
        vm.ram[entry] = key.bits
        vm.ram[entry &+ 4] = 0
        return entry
    }

    /// Sets the value of a name, a small int or a str where its place is found or made at once, and nothing can fail.
    @inline(__always) func setAtOnce(_ key: Value, _ value: UInt32) -> Bool {
        if isFixed { return false }
        var entry: GuestAddress = 0
        if key.isSmallInt {
            entry = findOrAddAtOnce(key, UInt32(bitPattern: key.smallInt))
        } else if key.isQstr {
            entry = findOrAddAtOnce(key, vm.hash(key.qstr))
        } else if !vm.isExactly(key, .str) {
            return false
        }
        if entry == 0 && !key.isSmallInt && !isOrdered { entry = knownPlace(key) }
        if entry == 0 { return false }
        vm.ram[entry &+ 4] = value
        return true
    }

    /// Sets the value of a key.
    @inline(__always) func set(_ name: Qstr, _ value: Value) throws(GuestException) {
        setValue(try findOrAdd(name), value)
    }

    /// Sets the value of a key.
    func set(_ key: Value, _ value: Value) throws(GuestException) { setValue(try findOrAdd(key), value) }

    /// Removes a key; its value, or `.null` where there was no such key.
    func remove(_ key: Value) throws(GuestException) -> Value {
        let entry = try find(key)
        if entry == 0 { return .null }
        let ram = vm.ram
        let value = value(entry)
        header &-= Flag.one
        if isOrdered {
            let last = self.entry(header &>> 3)
            ram.copy(from: entry &+ GuestMap.entryBytes, to: entry, count: Int(last &- entry))
            ram[last] = 0
            ram[last &+ 4] = 0
            return value
        }
        let behind = entry &+ GuestMap.entryBytes
        let next = behind == self.entry(capacity) ? table : behind
        ram[entry] = ram[next] == 0 ? 0 : Value.sentinel.bits
        ram[entry &+ 4] = 0
        return value
    }

    /// Adds a key behind the others of an ordered map; room grows by four.
    private func append(_ key: Value) throws(GuestException) -> GuestAddress {
        let count = header &>> 3
        if count == capacity {
            let larger = capacity &+ 4
            table = try vm.reallocate(table, Int(larger) &* 8, .container)
            capacity = larger
            vm.ram.clear(entry(count), count: 32)
        }
        return occupy(entry(count), key)
    }
}

// MARK: Growth

extension GuestMap {
    /// Capacities in the order of growth (hash_allocation_sizes, py/map.c v1.29).
    private static let capacities: [UInt32] = [
        0, 2, 4, 6, 8, 10, 12, 17, 23, 29, 37, 47, 59, 73, 97, 127, 167, 223, 293, 389, 521, 691, 919, 1223, 1627,
        2161, 3229, 4831, 7243, 10861, 16273, 24407, 36607, 54907,
    ]

    /// The capacity for at least `count` keys.
    static func capacity(atLeast count: UInt32) -> UInt32 {
        if count <= 12 { return (count &+ 1) & ~1 }
        return capacities.first { $0 >= count } ?? (count &+ count / 2) | 1
    }

    /// Moves all keys to the next larger table, which frees the slots of deleted ones.
    @inline(never) private func grow() throws(GuestException) {
        let oldCapacity = capacity
        let oldTable = table
        let newCapacity = GuestMap.capacity(atLeast: oldCapacity &+ 1)
        table = try vm.allocate(Int(newCapacity) &* 8, .container)
        capacity = newCapacity
        header = Flag.onlyNames
        let ram = vm.ram
        var old = oldTable
        // Names, small ints and texts that are different keys differ from each other; objects have to be asked.
        var isPlain = true
        for _ in 0..<oldCapacity {
            let key = ram.value(old)
            if !key.isNull && key != .sentinel {
                if isPlain && !self.isPlain(key) {
                    isPlain = false
                    // The guest's `__eq__` may allocate: the old table then hangs on nothing else.
                    vm.keep(oldTable)
                }
                let entry = isPlain ? addToFresh(key) : try findOrAdd(key)
                ram[entry &+ 4] = ram[old &+ 4]
            }
            old &+= GuestMap.entryBytes
        }
        vm.free(oldTable)
    }

    /// Adds a key to a table with room that has only keys which differ from it without being asked.
    @inline(__always) private func addToFresh(_ key: Value) -> GuestAddress {
        let hash =
            key.isSmallInt
            ? UInt32(bitPattern: key.smallInt) : key.isQstr ? vm.hash(key.qstr) : StrObject.hash(vm, key)
        let ram = vm.ram
        let table = table
        let end = table &+ capacity &* GuestMap.entryBytes
        var entry = table &+ (hash % capacity) &* GuestMap.entryBytes
        while ram[entry] != 0 {
            entry &+= GuestMap.entryBytes
            if entry == end { entry = table }
        }
        return occupy(entry, key)
    }

    @inline(__always) private func isPlain(_ key: Value) -> Bool { key.isSmallInt || vm.isStr(key) }
}
