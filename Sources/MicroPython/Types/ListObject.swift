/// `list`: `type, capacity, count, items` and a block of words (py/objlist.c, v1.29).
enum ListObject {
    static let byteCount = 16
    static let leastCapacity = 4

    enum Offset {
        static let capacity: UInt32 = 4
        static let count: UInt32 = 8
        static let items: UInt32 = 12
    }

    @inline(__always) static func count(_ list: GuestAddress, _ ram: GuestRAM) -> Int {
        Int(ram[list &+ Offset.count])
    }
    @inline(__always) static func items(_ list: GuestAddress, _ ram: GuestRAM) -> GuestAddress {
        ram[list &+ Offset.items]
    }
    @inline(__always) static func item(_ list: GuestAddress, _ index: Int, _ ram: GuestRAM) -> Value {
        ram.value(ram[list &+ Offset.items] &+ UInt32(truncatingIfNeeded: index) &* 4)
    }
    @inline(__always) static func setItem(_ list: GuestAddress, _ index: Int, _ value: Value, _ ram: GuestRAM) {
        ram[ram[list &+ Offset.items] &+ UInt32(truncatingIfNeeded: index) &* 4] = value.bits
    }
    @inline(__always) static func words(_ list: GuestAddress, _ ram: GuestRAM) -> GuestWords {
        GuestWords(start: items(list, ram), count: count(list, ram))
    }

    /// A list of `count` items, which are null until they are set.
    static func make(_ vm: VM, count: Int = 0) throws(GuestException) -> Value {
        let address = makeAtOnce(vm, count: count)
        if address == 0 { return try complete(try vm.allocate(byteCount), count, vm) }
        vm.keep(address)
        return Value(address: address)
    }

    /// As `make`, where both blocks can be taken at once; else 0, and none is taken. Nothing keeps the list alive.
    @inline(__always) static func makeAtOnce(_ vm: VM, count: Int) -> GuestAddress {
        let capacity = max(count, leastCapacity)
        let blocks = Heap.blocks(capacity &* 4)
        let both = vm.state.pointee.heap.quickBlockAnd(blocks, asked: blocks, vm.ram)
        if both != 0 { return fill(both, capacity: capacity, count, both &+ 16, vm).address }
        return makeApartAtOnce(vm, capacity: capacity, count)
    }

    /// A list as appending items one by one to a new one would make it, of more than it has room for at first, where
    /// the free blocks lie well; else 0, and none is taken.
    @inline(__always) static func makeGrownAtOnce(_ vm: VM, count: Int) -> GuestAddress {
        let doublings = Int.bitWidth &- (Heap.blocks(count &* 4) &- 1).leadingZeroBitCount
        let both = vm.state.pointee.heap.quickBlockAnd(1 &<< doublings, asked: 1, vm.ram)
        if both == 0 { return 0 }
        return fill(both, capacity: leastCapacity &<< doublings, count, both &+ 16, vm).address
    }

    @inline(never) private static func makeApartAtOnce(_ vm: VM, capacity: Int, _ count: Int) -> GuestAddress {
        let address = vm.state.pointee.heap.quickBlock(vm.ram)
        if address == 0 { return 0 }
        let items = vm.state.pointee.heap.quickObject(capacity &* 4, vm.ram)
        if items == 0 {
            vm.state.pointee.heap.takeBack(address)
            return 0
        }
        return fill(address, capacity: capacity, count, items, vm).address
    }

    /// Gives a block of its own the items.
    @inline(never) private static func complete(
        _ address: GuestAddress, _ count: Int, _ vm: VM
    ) throws(GuestException) -> Value {
        vm.keep(address)
        vm.ram[address] = NativeType.list.address
        let capacity = max(count, leastCapacity)
        return fill(address, capacity: capacity, count, try vm.allocate(capacity &* 4, .container), vm)
    }

    @inline(__always) private static func fill(
        _ address: GuestAddress, capacity: Int, _ count: Int, _ items: GuestAddress, _ vm: VM
    ) -> Value {
        vm.ram[address] = NativeType.list.address
        vm.ram[address &+ Offset.capacity] = vm.word(capacity)
        vm.ram[address &+ Offset.count] = vm.word(count)
        vm.ram[address &+ Offset.items] = items
        return Value(address: address)
    }

    /// A list of words in the guest's memory, which the caller keeps alive.
    static func make(_ vm: VM, copying words: GuestWords) throws(GuestException) -> Value {
        let list = try make(vm, count: words.count)
        vm.ram.copy(from: words.start, to: items(list.address, vm.ram), count: words.count &* 4)
        return list
    }

    /// A list of words in a frame or an argument list.
    static func make(
        _ vm: VM, copying words: UnsafePointer<UInt32>, count: Int
    ) throws(GuestException) -> Value {
        let list = try make(vm, count: count)
        if count > 0 { vm.ram.words(items(list.address, vm.ram)).update(from: words, count: count) }
        return list
    }

    /// A list of what an iterable gives.
    static func make(_ vm: VM, from iterable: Value) throws(GuestException) -> Value {
        let list = try make(vm)
        try extendByIterator(vm, list, iterable)
        return list
    }

    /// `list.append(value)`.
    @inline(__always) static func append(_ vm: VM, _ list: Value, _ value: Value) throws(GuestException) {
        let ram = vm.ram
        let address = list.address
        let count = ram[address &+ Offset.count]
        if count >= ram[address &+ Offset.capacity] { try grow(vm, address) }
        ram[ram[address &+ Offset.items] &+ count &* 4] = value.bits
        ram[address &+ Offset.count] = count &+ 1
    }

    /// Twice the room.
    @inline(never) static func grow(_ vm: VM, _ list: GuestAddress) throws(GuestException) {
        let capacity = Int(vm.ram[list &+ Offset.capacity])
        try resize(vm, list, capacity: capacity &* 2, used: Int(vm.ram[list &+ Offset.count]))
    }

    /// As `grow`, where the block can stay or the next one is free at once; else false, and nothing has changed. Nobody is told: the
    /// list is one that `makeAtOnce` has made just now.
    @inline(__always) static func growAtOnce(_ vm: VM, _ list: GuestAddress) -> Bool {
        let ram = vm.ram
        let capacity = Int(ram[list &+ Offset.capacity])
        let items = items(list, ram)
        if vm.state.pointee.heap.resizeInPlace(items, capacity &* 8, ram) == .mustMove {
            let moved = vm.state.pointee.heap.quickObject(capacity &* 8, ram)
            if moved == 0 { return false }
            ram.copy(from: items, to: moved, count: capacity &* 4)
            vm.state.pointee.heap.giveBack(items)
            ram[list &+ Offset.items] = moved
        }
        ram[list &+ Offset.capacity] = vm.word(capacity &* 2)
        return true
    }

    /// Room for `capacity` items; all behind the first `used` ones become null.
    static func resize(_ vm: VM, _ list: GuestAddress, capacity: Int, used: Int) throws(GuestException) {
        let items = try vm.reallocate(vm.ram[list &+ Offset.items], capacity &* 4, .container)
        vm.ram[list &+ Offset.items] = items
        vm.ram[list &+ Offset.capacity] = vm.word(capacity)
        if capacity > used { vm.ram.clear(items &+ vm.word(used) &* 4, count: (capacity &- used) &* 4) }
    }

    static func extendByIterator(_ vm: VM, _ list: Value, _ iterable: Value) throws(GuestException) {
        try vm.forEachByHeapIterator(in: iterable) { item throws(GuestException) in
            try append(vm, list, item)
        }
    }

    /// `list.extend(values)`: of a list at once, with room for four more; of others one by one.
    static func extend(_ vm: VM, _ list: Value, _ values: Value) throws(GuestException) {
        guard vm.isExactly(values, .list) else { return try extendByIterator(vm, list, values) }
        let address = list.address
        let added = count(values.address, vm.ram)
        let present = count(address, vm.ram)
        if present + added > Int(vm.ram[address &+ Offset.capacity]) {
            try resize(vm, address, capacity: present + added + 4, used: present)
        }
        // Read again: a list may extend itself.
        let words = words(values.address, vm.ram)
        vm.ram.copy(from: words.start, to: items(address, vm.ram) &+ vm.word(present) &* 4, count: added &* 4)
        vm.ram[address &+ Offset.count] = vm.word(present + added)
    }

    /// `list.pop(index)`. Half of the room is given back when more than half is free.
    static func pop(_ vm: VM, _ list: Value, _ index: Value) throws(GuestException) -> Value {
        let ram = vm.ram
        let address = list.address
        let count = count(address, ram)
        if count == 0 { throw vm.error(.indexError, "pop from empty list") }
        let place = try vm.index(index, count: count, type: NativeType.list.address)
        let items = items(address, ram)
        let result = ram.value(items &+ vm.word(place) &* 4)
        let left = count &- 1
        let hole = items &+ vm.word(place) &* 4
        if place != left { ram.copy(from: hole &+ 4, to: hole, count: (left &- place) &* 4) }
        ram[address &+ Offset.count] = vm.word(left)
        ram[items &+ vm.word(left) &* 4] = 0
        let capacity = Int(ram[address &+ Offset.capacity])
        if capacity > leastCapacity && capacity > 2 &* left {
            let smaller = try vm.reallocate(items, capacity / 2 &* 4, .container)
            ram[address &+ Offset.items] = smaller
            ram[address &+ Offset.capacity] = vm.word(capacity / 2)
        }
        vm.keep(result)
        return result
    }
}

extension ListObject {
    /// Gives a list in static RAM its first items on the heap, as mp_obj_list_init does.
    static func allocateItems(_ vm: VM, _ list: GuestAddress) throws(GuestException) {
        let capacity = 4
        vm.ram[list &+ 4] = UInt32(capacity)
        vm.ram[list &+ 8] = 0
        vm.ram[list &+ 12] = try vm.allocate(capacity * 4, .container)
    }
}
