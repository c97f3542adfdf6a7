/// A hash table of the guest: 12 bytes `flags | count << 3, capacity, table`, and a table of (key, value) pairs
/// (mp_map_t, py/map.c, v1.29).
///
/// Slots, probing and growth are the reference's, so that the order of iteration and the bytes taken are too. An empty
/// slot has a null key, a deleted one the sentinel. An ordered map is a plain list of pairs, searched from its start.
///
/// The reference remembers positions of recent keys in a cache shared by all maps. It is not modelled: it only saves
/// time, and calls to a `__hash__` of the guest for a key that is the same object.
struct GuestMap {
    let address: GuestAddress
    let vm: VM

    @inline(__always) init(_ address: GuestAddress, _ vm: VM) {
        self.address = address
        self.vm = vm
    }

    static let byteCount = 12
    static let entryBytes: UInt32 = 8

    enum Flag {
        /// No key is anything but an interned string: keys compare by their words.
        static let onlyNames: UInt32 = 1
        static let fixed: UInt32 = 2
        static let ordered: UInt32 = 4
        static let one: UInt32 = 8
    }

    @inline(__always) var header: UInt32 {
        get { vm.ram[address] }
        nonmutating set { vm.ram[address] = newValue }
    }

    /// How many slots the table has.
    @inline(__always) var capacity: UInt32 {
        get { vm.ram[address &+ 4] }
        nonmutating set { vm.ram[address &+ 4] = newValue }
    }

    @inline(__always) var table: GuestAddress {
        get { vm.ram[address &+ 8] }
        nonmutating set { vm.ram[address &+ 8] = newValue }
    }

    /// How many keys there are.
    @inline(__always) var count: Int { Int(header &>> 3) }
    @inline(__always) var isFixed: Bool { header & Flag.fixed != 0 }
    @inline(__always) var isOrdered: Bool { header & Flag.ordered != 0 }
    @inline(__always) var hasOnlyNames: Bool { header & Flag.onlyNames != 0 }

    /// An empty table with room for `capacity` keys; 0 allocates nothing.
    func initialize(capacity: Int) throws(GuestException) {
        let table = capacity == 0 ? 0 : try vm.allocate(capacity &* 8, .container)
        header = Flag.onlyNames
        self.capacity = UInt32(truncatingIfNeeded: capacity)
        self.table = table
    }

    /// A table that cannot change, all of whose keys are names.
    func initializeFixed(table: GuestAddress, count: Int) {
        header = Flag.onlyNames | Flag.fixed | Flag.ordered | UInt32(count) << 3
        capacity = UInt32(count)
        self.table = table
    }

    /// Frees the table.
    func clear() {
        if !isFixed { vm.free(table) }
        header = header & Flag.ordered | Flag.onlyNames
        capacity = 0
        table = 0
    }
}

// MARK: Entries

extension GuestMap {
    /// Where the search for a key begins. Most attributes live in tables of 2 or 4 slots: a division takes longer than all the rest.
    @inline(__always) static func slot(_ hash: UInt32, _ capacity: UInt32) -> UInt32 {
        capacity & (capacity &- 1) == 0 ? hash & (capacity &- 1) : hash % capacity
    }

    @inline(__always) func entry(_ position: UInt32) -> GuestAddress { table &+ position &* GuestMap.entryBytes }
    @inline(__always) func key(_ entry: GuestAddress) -> Value { vm.ram.value(entry) }
    @inline(__always) func value(_ entry: GuestAddress) -> Value { vm.ram.value(entry &+ 4) }
    @inline(__always) func setValue(_ entry: GuestAddress, _ value: Value) { vm.ram[entry &+ 4] = value.bits }

    /// The first slot from `position` on that holds a key, as its entry; `position` then is that of the slot behind it.
    /// 0 where there is none.
    @inline(__always) func nextEntry(_ position: inout UInt32) -> GuestAddress {
        let capacity = capacity
        let table = table
        var index = position
        while index < capacity {
            let entry = table &+ index &* GuestMap.entryBytes
            index &+= 1
            // Neither empty (0) nor deleted (4).
            if vm.ram[entry] & ~4 != 0 {
                position = index
                return entry
            }
        }
        return 0
    }
}

// MARK: Lookup

extension GuestMap {
    /// The entry of a name, or 0. The first probe is inline: with a table of the usual fill it nearly always decides.
    @inline(__always) func find(_ name: Qstr) throws(GuestException) -> GuestAddress {
        let ram = vm.ram
        let capacity = ram[address &+ 4]
        if capacity != 0 && ram[address] & Flag.ordered == 0 {
            let entry = ram[address &+ 8] &+ GuestMap.slot(vm.hash(name), capacity) &* GuestMap.entryBytes
            let present = ram[entry]
            if present == Value(name).bits { return entry }
            if present == 0 { return 0 }
        }
        return try findName(name)
    }

    /// As `find(_: Qstr)`, from the start and out of line.
    @inline(never) func findName(_ name: Qstr) throws(GuestException) -> GuestAddress {
        let key = Value(name)
        guard hasOnlyNames else { return try search(key, vm.hash(name)) }
        let ram = vm.ram
        let table = table
        if isOrdered {
            let end = table &+ (header &>> 3) &* GuestMap.entryBytes
            var entry = table
            while entry < end {
                if ram[entry] == key.bits { return entry }
                entry &+= GuestMap.entryBytes
            }
            return 0
        }
        return probeNames(name)
    }

    /// As `findName`, of a table of nothing but names that is no list.
    @inline(__always) func probeNames(_ name: Qstr) -> GuestAddress {
        let key = Value(name)
        let table = table
        let capacity = capacity
        if capacity == 0 { return 0 }
        let start = table &+ GuestMap.slot(vm.hash(name), capacity) &* GuestMap.entryBytes
        let end = table &+ capacity &* GuestMap.entryBytes
        let found = findName(key, from: start, to: end)
        return found != 0 ? found & ~1 : findName(key, from: table, to: start) & ~1
    }

    /// The entry of a name among some; 1 where an empty slot comes first, 0 where neither does.
    @inline(__always) private func findName(
        _ key: Value, from start: GuestAddress, to end: GuestAddress
    ) -> GuestAddress {
        let ram = vm.ram
        var entry = start
        while entry != end {
            if ram[entry] == key.bits { return entry }
            if ram[entry] == 0 { return 1 }
            entry &+= GuestMap.entryBytes
        }
        return 0
    }

    /// The entry of a key, or 0. May call the guest's `__hash__` and `__eq__`.
    func find(_ key: Value) throws(GuestException) -> GuestAddress {
        if key.isQstr { return try find(key.qstr) }
        if key.isSmallInt {
            if hasOnlyNames { return 0 }
            let ram = vm.ram
            let capacity = capacity
            let hash = UInt32(bitPattern: key.smallInt)
            if capacity != 0 && !isOrdered {
                let entry = table &+ (hash % capacity) &* GuestMap.entryBytes
                let present = ram[entry]
                if present == key.bits { return entry }
                if present == 0 { return 0 }
            }
            return try search(key, hash)
        }
        let isText = vm.isExactly(key, .str)
        if hasOnlyNames && !isText { return 0 }
        if isOrdered { return try searchInOrder(key, comparing: true) }
        if capacity == 0 { return 0 }
        if isText { return try locateText(key).found }
        return try search(key, vm.tableHash(key))
    }

    /// The entry of a key in a map that may hold keys of any kind, or 0.
    private func search(_ key: Value, _ hash: UInt32) throws(GuestException) -> GuestAddress {
        if isOrdered { return try searchInOrder(key, comparing: true) }
        if capacity == 0 { return 0 }
        let found = try locate(key, hash, comparing: true).found
        if found != 0 && key.isQstr { remember(key, found) }
        return found
    }

    /// `comparing`: whether keys that are not the same word may be equal.
    func searchInOrder(_ key: Value, comparing: Bool) throws(GuestException) -> GuestAddress {
        var entry = table
        let end = entry &+ (header &>> 3) &* GuestMap.entryBytes
        while entry < end {
            let present = vm.ram.value(entry)
            if present == key { return entry }
            if comparing, try vm.equalKeys(present, key) { return entry }
            entry &+= GuestMap.entryBytes
        }
        return 0
    }

    /// The value of a key, or `.null`.
    @inline(__always) func get(_ name: Qstr) throws(GuestException) -> Value {
        let entry = try find(name)
        return entry == 0 ? .null : value(entry)
    }

    /// The value of a key, or `.null`.
    func get(_ key: Value) throws(GuestException) -> Value {
        let entry = try find(key)
        return entry == 0 ? .null : value(entry)
    }
}

extension GuestMap {
    /// The value of a name, a small int or a str, or what stands for none, where no object has to be asked; else 0.
    @inline(__always) func getAtOnce(_ key: Value, _ absent: UInt32) -> UInt32 {
        if isOrdered { return 0 }
        if key.isQstr || key.isSmallInt {
            let hash = key.isQstr ? vm.hash(key.qstr) : UInt32(bitPattern: key.smallInt)
            let entry = placeAtOnce(key, hash)
            if entry != 0 { return vm.ram[entry] == 0 ? absent : vm.ram[entry &+ 4] }
            if key.isSmallInt { return 0 }
        } else if !vm.isExactly(key, .str) {
            return 0
        }
        let known = knownPlace(key)
        return known == 0 ? 0 : vm.ram[known &+ 4]
    }

    /// Whether a key is there, as the word of True or False; 0 where objects have to be asked.
    @inline(never) func hasAtOnce(_ key: Value) -> UInt32 {
        let value = getAtOnce(key, Value.sentinel.bits)
        return value == 0 ? 0 : value == Value.sentinel.bits ? Value.falseBits : Value.trueBits
    }

    /// The entry of a name or small int, or the empty one that ends the search for it; 0 where something that may be equal without
    /// being the same word, or a deleted entry, lies on the way.
    @inline(__always) func placeAtOnce(_ key: Value, _ hash: UInt32) -> GuestAddress {
        let ram = vm.ram
        let capacity = ram[address &+ 4]
        if capacity == 0 { return 0 }
        let table = ram[address &+ 8]
        let start = hash % capacity
        var position = start
        repeat {
            let entry = table &+ position &* GuestMap.entryBytes
            let present = ram[entry]
            if present == key.bits || present == 0 { return entry }
            // A deleted entry, an object, False for 0, a float inside the word.
            if present & 1 == 0 && !Value(bits: present).isQstr { return 0 }
            position &+= 1
            if position == capacity { position = 0 }
        } while position != start
        // A full table has no end of the search.
        return 0
    }

    /// The entry of a name that a look at the table finds, else 0.
    @inline(__always) func presentAtOnce(_ name: Qstr) -> GuestAddress {
        let entry = placeAtOnce(Value(name), vm.hash(name))
        return entry == 0 || vm.ram[entry] == 0 ? 0 : entry
    }
}
