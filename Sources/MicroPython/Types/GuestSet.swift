/// The table of a set: 12 bytes `capacity, count, table` and a table of values (mp_set_t, py/map.c, v1.29). Probing and
/// growth are those of `GuestMap`.
struct GuestSet {
    let address: GuestAddress
    let vm: VM

    @inline(__always) init(_ address: GuestAddress, _ vm: VM) {
        self.address = address
        self.vm = vm
    }

    @inline(__always) var capacity: UInt32 {
        get { vm.ram[address] }
        nonmutating set { vm.ram[address] = newValue }
    }

    @inline(__always) var count: UInt32 {
        get { vm.ram[address &+ 4] }
        nonmutating set { vm.ram[address &+ 4] = newValue }
    }

    @inline(__always) var table: GuestAddress {
        get { vm.ram[address &+ 8] }
        nonmutating set { vm.ram[address &+ 8] = newValue }
    }

    func initialize(capacity: UInt32) throws(GuestException) {
        let table = capacity == 0 ? 0 : try makeTable(capacity)
        self.capacity = capacity
        count = 0
        self.table = table
    }

    /// A table that the caller hangs on the set at once: nothing else keeps it alive.
    @inline(__always) private func makeTable(_ capacity: UInt32) throws(GuestException) -> GuestAddress {
        let byteCount = Int(capacity) &* 4
        let quick = vm.state.pointee.heap.quickObject(byteCount, vm.ram)
        return quick != 0 ? quick : try makeTableSlowly(byteCount)
    }

    @inline(never) private func makeTableSlowly(_ byteCount: Int) throws(GuestException) -> GuestAddress {
        let mark = vm.openScope()
        let table = try vm.allocate(byteCount, .container)
        vm.closeScope(mark)
        return table
    }

    /// Frees the table.
    func clear() {
        vm.free(table)
        capacity = 0
        count = 0
        table = 0
    }

    /// The next value from `position` on, or `.null`; `position` then is behind it.
    @inline(__always) func next(_ position: inout UInt32) -> Value {
        let capacity = capacity
        let table = table
        var index = position
        while index < capacity {
            let value = vm.ram.value(table &+ index &* 4)
            index &+= 1
            if value.bits & ~4 != 0 {
                position = index
                return value
            }
        }
        return .null
    }

    /// What a lookup does besides finding.
    struct Change: OptionSet {
        let rawValue: UInt8
        static let add = Change(rawValue: 1)
        static let remove = Change(rawValue: 2)
    }

    /// Adds a value. Among small ints no object has to be asked.
    @inline(__always) func add(_ value: Value) throws(GuestException) {
        if value.isSmallInt, try addSmallInt(value) { return }
        try lookUp(value, .add)
    }

    /// False where something that may be equal without being the same word, or a removed one, lies on the way.
    @inline(never) private func addSmallInt(_ value: Value) throws(GuestException) -> Bool {
        let ram = vm.ram
        while true {
            let capacity = ram[address]
            let table = ram[address &+ 8]
            let start = capacity == 0 ? 0 : GuestSet.place(UInt32(bitPattern: value.smallInt), capacity)
            var position = start
            while position < capacity {
                let present = ram[table &+ position &* 4]
                if present == value.bits { return true }
                if present == 0 {
                    ram[table &+ position &* 4] = value.bits
                    ram[address &+ 4] &+= 1
                    return true
                }
                if present & 1 == 0 { return false }
                position &+= 1
                if position == capacity { position = 0 }
                if position == start { break }
            }
            try grow()
        }
    }

    /// Where probing begins. Most numbers that are hashed are small, and a division is slow.
    @inline(__always) private static func place(_ hash: UInt32, _ capacity: UInt32) -> UInt32 {
        hash < capacity ? hash : hash % capacity
    }

    /// The value in the set that equals `value`, or `.null`. With `.add` an absent one is added (and returned), with
    /// `.remove` a present one is removed.
    @discardableResult
    @inline(never) func lookUp(_ value: Value, _ change: Change = []) throws(GuestException) -> Value {
        if capacity == 0 {
            guard change.contains(.add) else { return .null }
            try grow()
        }
        let hash = try vm.tableHash(value)
        if (value.isSmallInt || value.isQstr) && !change.contains(.remove) && capacity != 0 {
            // The first probe nearly always decides.
            let slot = table &+ GuestSet.place(hash, capacity) &* 4
            let present = vm.ram.value(slot)
            if present == value { return present }
            if present.isNull { return change.contains(.add) ? occupy(slot, value) : .null }
        }
        while true {
            let capacity = capacity
            let table = table
            if capacity == 0 { return try lookUp(value, change) }
            let start = GuestSet.place(hash, capacity)
            var position = start
            var available: GuestAddress = 0
            repeat {
                let slot = table &+ position &* 4
                let present = vm.ram.value(slot)
                if present.isNull {
                    guard change.contains(.add) else { return .null }
                    return occupy(available == 0 ? slot : available, value)
                }
                if present == .sentinel {
                    if available == 0 { available = slot }
                } else if try isSame(present, value) {
                    if change.contains(.remove) { vacate(position) }
                    return present
                }
                position &+= 1
                if position == capacity { position = 0 }
            } while position != start
            guard change.contains(.add) else { return .null }
            if available != 0 { return occupy(available, value) }
            try grow()
        }
    }

    @inline(__always) private func isSame(_ present: Value, _ value: Value) throws(GuestException) -> Bool {
        if present == value && (value.isSmallInt || value.isQstr) { return true }
        return try vm.equalKeys(present, value)
    }

    @inline(__always) private func occupy(_ slot: GuestAddress, _ value: Value) -> Value {
        count &+= 1
        vm.ram[slot] = value.bits
        return value
    }

    private func vacate(_ position: UInt32) {
        count &-= 1
        let next = position &+ 1 == capacity ? 0 : position &+ 1
        vm.ram[table &+ position &* 4] = vm.ram[table &+ next &* 4] == 0 ? 0 : Value.sentinel.bits
    }

    /// Removes the first value in the table; `.null` where there is none.
    func removeFirst() -> Value {
        var position: UInt32 = 0
        let value = next(&position)
        if !value.isNull { vacate(position &- 1) }
        return value
    }

    /// Adds a name or small int that the table does not have; false where objects would have to be compared.
    @inline(__always) private func addToFresh(_ value: Value) -> Bool {
        guard value.isSmallInt || value.isQstr else { return false }
        let hash = value.isSmallInt ? UInt32(bitPattern: value.smallInt) : vm.hash(value.qstr)
        let ram = vm.ram
        let capacity = capacity
        let table = table
        var position = GuestSet.place(hash, capacity)
        for _ in 0..<capacity {
            let slot = table &+ position &* 4
            let present = ram.value(slot)
            if present.isNull {
                ram[slot] = value.bits
                ram[address &+ 4] &+= 1
                return true
            }
            guard present.isSmallInt || present.isQstr else { return false }
            position &+= 1
            if position == capacity { position = 0 }
        }
        return false
    }

    /// Moves all values to the next larger table.
    private func grow() throws(GuestException) {
        let oldCapacity = capacity
        let oldTable = table
        let larger = GuestMap.capacity(atLeast: oldCapacity &+ 1)
        table = try makeTable(larger)
        capacity = larger
        count = 0
        var isKept = false
        var old = oldTable
        for _ in 0..<oldCapacity {
            let value = vm.ram.value(old)
            if value.bits & ~4 != 0 && !addToFresh(value) {
                // The guest's `__eq__` may allocate: the old table then hangs on nothing else.
                if !isKept { vm.keep(oldTable) }
                isKept = true
                try lookUp(value, .add)
            }
            old &+= 4
        }
        if isKept { vm.free(oldTable) } else { vm.freeUnkept(oldTable) }
    }
}
