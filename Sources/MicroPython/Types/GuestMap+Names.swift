/// Maps whose keys are names: attributes of instances, dicts of classes and modules. Nothing here raises but for want
/// of memory: a key that is an object of the guest whose `__eq__` raises counts as another one.
extension GuestMap {
    /// An empty map without a table.
    @inline(__always) static func initialize(_ map: GuestAddress, _ ram: GuestRAM) {
        ram[map] = Flag.onlyNames
        ram[map &+ 4] = 0
        ram[map &+ 8] = 0
    }

    /// The entry of a name, or 0.
    @inline(__always) static func find(_ map: GuestAddress, name: Qstr, _ ram: GuestRAM, _ vm: VM) -> GuestAddress {
        let capacity = ram[map &+ 4]
        if capacity != 0 && ram[map] & Flag.ordered == 0 {
            let entry = ram[map &+ 8] &+ slot(vm.hash(name), capacity) &* entryBytes
            let present = ram[entry]
            if present == Value(name).bits { return entry }
            if present == 0 { return 0 }
        }
        return findQuietly(map, name, vm)
    }

    @inline(never) private static func findQuietly(_ map: GuestAddress, _ name: Qstr, _ vm: VM) -> GuestAddress {
        let table = GuestMap(map, vm)
        if table.header & (Flag.onlyNames | Flag.ordered) == Flag.onlyNames { return table.probeNames(name) }
        do { return try table.findName(name) } catch { return 0 }
    }

    /// The entry of a name, added now if it was not there.
    static func add(_ map: GuestAddress, name: Qstr, _ vm: VM) throws(GuestException) -> GuestAddress {
        let entry = addAtOnce(map, name, vm)
        return entry != 0 ? entry : try GuestMap(map, vm).findOrAdd(Value(name))
    }

    /// As `add`, where that takes no more than a block that is free; 0 where it does. `mayBeKept`: the table may stand on the stack
    /// of temporaries.
    @inline(__always) static func addAtOnce(
        _ map: GuestAddress, _ name: Qstr, _ vm: VM, mayBeKept: Bool = false
    ) -> GuestAddress {
        let ram = vm.ram
        let header = ram[map]
        if header & (Flag.onlyNames | Flag.ordered) != Flag.onlyNames { return 0 }
        let capacity = ram[map &+ 4]
        if header / Flag.one < capacity { return addAmongNames(map, name, ram, vm) }
        if capacity > namesGrownAtOnce { return 0 }
        let key = Value(name).bits
        var entry = ram[map &+ 8]
        for _ in 0..<capacity {
            if ram[entry] == key { return entry }
            entry &+= entryBytes
        }
        return growNames(map, adding: name, vm, mayBeKept)
    }

    /// The entry of a name in a table of nothing but names that is not full, or the empty slot that it gets; 0: a name was removed from
    /// it, which takes more care.
    @inline(__always) private static func addAmongNames(
        _ map: GuestAddress, _ name: Qstr, _ ram: GuestRAM, _ vm: VM
    ) -> GuestAddress {
        let capacity = ram[map &+ 4]
        let key = Value(name).bits
        let table = ram[map &+ 8]
        let end = table &+ capacity &* entryBytes
        let start = table &+ slot(vm.hash(name), capacity) &* entryBytes
        var entry = start
        repeat {
            let present = ram[entry]
            if present == key { return entry }
            if present == 0 {
                ram[map] = ram[map] &+ Flag.one
                ram[entry] = key
                ram[entry &+ 4] = 0
                return entry
            }
            if present == Value.sentinel.bits { return 0 }
            entry &+= entryBytes
            if entry == end { entry = table }
        } while entry != start
        return 0
    }

    /// Tables of more slots grow in the general way.
    private static let namesGrownAtOnce: UInt32 = 12

    /// Moves a full table of names to the next larger one, as `grow` does for any, and adds a name that it does not have. The entry;
    /// 0: there is no table at once.
    @inline(__always) private static func growNames(
        _ map: GuestAddress, adding name: Qstr, _ vm: VM, _ mayBeKept: Bool
    ) -> GuestAddress {
        let ram = vm.ram
        let oldCapacity = ram[map &+ 4]
        let newCapacity = capacity(atLeast: oldCapacity &+ 1)
        let table = emptyTable(newCapacity, ram, vm)
        if table == 0 { return 0 }
        let oldTable = ram[map &+ 8]
        var old = oldTable
        for _ in 0..<oldCapacity {
            let entry = emptySlot(for: ram.value(old).qstr, table, newCapacity, ram, vm)
            ram[entry] = ram[old]
            ram[entry &+ 4] = ram[old &+ 4]
            old &+= entryBytes
        }
        let added = emptySlot(for: name, table, newCapacity, ram, vm)
        ram[added] = Value(name).bits
        ram[map] = ram[map] &+ Flag.one
        ram[map &+ 4] = newCapacity
        ram[map &+ 8] = table
        // Checked: a guest that writes to its own RAM may have put anything there.
        if mayBeKept { vm.free(oldTable) } else { vm.freeHeld(oldTable) }
        return added
    }

    /// An empty table of so many slots; 0 where there is no room at once. The first two sizes are those of most instances.
    @inline(__always) private static func emptyTable(
        _ capacity: UInt32, _ ram: GuestRAM, _ vm: VM
    ) -> GuestAddress {
        if capacity == 2 { return vm.state.pointee.heap.quickBlock(ram) }
        if capacity == 4 {
            let table = vm.state.pointee.heap.quickTwoAsTheyAre()
            if table != 0 {
                let place = ram.pointer(table)
                place.storeBytes(of: SIMD4<UInt32>(), as: SIMD4<UInt32>.self)
                place.storeBytes(of: SIMD4<UInt32>(), toByteOffset: 16, as: SIMD4<UInt32>.self)
                return table
            }
        }
        return vm.state.pointee.heap.quickObject(Int(capacity) &* Int(entryBytes), ram)
    }

    /// Where a name that the table does not have goes.
    @inline(__always) private static func emptySlot(
        for name: Qstr, _ table: GuestAddress, _ capacity: UInt32, _ ram: GuestRAM, _ vm: VM
    ) -> GuestAddress {
        let end = table &+ capacity &* entryBytes
        var entry = table &+ slot(vm.hash(name), capacity) &* entryBytes
        while ram[entry] != 0 {
            entry &+= entryBytes
            if entry == end { entry = table }
        }
        return entry
    }

    /// Removes a key; whether it was there.
    static func remove(_ map: GuestAddress, _ key: Value, _ vm: VM) -> Bool {
        do { return try !GuestMap(map, vm).remove(key).isNull } catch { return false }
    }
}

/// Dicts by address, for classes and modules; their keys are names.
extension DictObject {
    static var emptyFixed: GuestAddress { MemoryMap.emptyDict }

    @inline(__always) static func isFixed(_ dict: GuestAddress, _ ram: GuestRAM) -> Bool {
        ram[dict &+ mapOffset] & GuestMap.Flag.fixed != 0
    }

    /// The value of a name, or `.null`.
    static func get(_ dict: GuestAddress, _ name: Value, _ vm: VM) -> Value {
        let entry = GuestMap.find(dict &+ mapOffset, name: name.qstr, vm.ram, vm)
        return entry == 0 ? .null : vm.ram.value(entry &+ 4)
    }

    static func store(_ dict: GuestAddress, _ key: Value, _ value: Value, _ vm: VM) throws(GuestException) {
        try store(vm, Value(address: dict), key, value)
    }

    static func delete(_ dict: GuestAddress, _ key: Value, _ vm: VM) throws(GuestException) {
        try delete(vm, Value(address: dict), key)
    }

    /// The next key and value; `place` starts at 0.
    static func next(_ dict: GuestAddress, _ place: inout Int, _ vm: VM) -> (key: Value, value: Value)? {
        var position = vm.word(place)
        let entry = map(dict, vm).nextEntry(&position)
        place = Int(position)
        return entry == 0 ? nil : (vm.ram.value(entry), vm.ram.value(entry &+ 4))
    }

    /// A dict on the same table that cannot change: what `__dict__` of a class or an instance gives.
    static func makeFixedCopy(of map: GuestAddress, _ vm: VM) throws(GuestException) -> Value {
        let address = try vm.allocate(byteCount)
        vm.ram[address] = NativeType.dict.address
        vm.ram.copy(from: map, to: address &+ mapOffset, count: GuestMap.byteCount)
        vm.ram[address &+ mapOffset] |= GuestMap.Flag.fixed
        return Value(address: address)
    }
}
