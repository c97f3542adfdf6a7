/// `tuple`: `type, count, items...` (py/objtuple.c, v1.29). The empty tuple is a constant in flash.
enum TupleObject {
    static let itemsOffset: UInt32 = 8

    @inline(__always) static func count(_ tuple: GuestAddress, _ ram: GuestRAM) -> Int { Int(ram[tuple &+ 4]) }
    @inline(__always) static func items(_ tuple: GuestAddress) -> GuestAddress { tuple &+ itemsOffset }

    @inline(__always) static func item(_ tuple: GuestAddress, _ index: Int, _ ram: GuestRAM) -> Value {
        ram.value(tuple &+ itemsOffset &+ UInt32(truncatingIfNeeded: index) &* 4)
    }

    @inline(__always) static func setItem(_ tuple: GuestAddress, _ index: Int, _ value: Value, _ ram: GuestRAM) {
        ram[tuple &+ itemsOffset &+ UInt32(truncatingIfNeeded: index) &* 4] = value.bits
    }

    @inline(__always) static var empty: GuestAddress { MemoryMap.emptyTuple }

    static func placeEmpty(_ vm: VM) {
        vm.ram[MemoryMap.emptyTuple] = NativeType.tuple.address
        vm.ram[MemoryMap.emptyTuple + 4] = 0
    }

    /// A tuple whose items are null until they are set.
    @inline(__always) static func make(_ vm: VM, count: Int) throws(GuestException) -> Value {
        if count == 0 { return Value(address: empty) }
        let address = try vm.allocate(8 &+ count &* 4)
        vm.ram[address] = NativeType.tuple.address
        vm.ram[address &+ 4] = UInt32(truncatingIfNeeded: count)
        return Value(address: address)
    }

    /// A tuple of words that lie in the guest's memory, which the caller keeps alive.
    static func make(_ vm: VM, copying items: GuestAddress, count: Int) throws(GuestException) -> Value {
        let tuple = try make(vm, count: count)
        if count > 0 { vm.ram.copy(from: items, to: tuple.address &+ itemsOffset, count: count &* 4) }
        return tuple
    }

    /// A tuple of words in a frame or an argument list.
    static func make(
        _ vm: VM, copying items: UnsafePointer<UInt32>, count: Int
    ) throws(GuestException) -> Value {
        let tuple = try make(vm, count: count)
        if count > 0 { vm.ram.words(tuple.address &+ itemsOffset).update(from: items, count: count) }
        return tuple
    }

    /// A pair, as `dict.items()` and `enumerate` make them.
    @inline(__always) static func make(_ vm: VM, _ first: Value, _ second: Value) throws(GuestException) -> Value {
        let tuple = try make(vm, count: 2)
        vm.ram[tuple.address &+ 8] = first.bits
        vm.ram[tuple.address &+ 12] = second.bits
        return tuple
    }

    /// A tuple of values that the caller keeps alive.
    static func make(_ vm: VM, _ items: [Value]) throws(GuestException) -> Value {
        let tuple = try make(vm, count: items.count)
        for (index, item) in items.enumerated() { setItem(tuple.address, index, item, vm.ram) }
        return tuple
    }
}

extension TupleObject {
    /// A tuple in flash, made with the firmware's image.
    static func makeInFlash(_ vm: VM, _ items: [Value]) -> Value {
        let address = vm.state.pointee.flash.allocate(8 + items.count * 4)
        vm.ram[address] = NativeType.tuple.address
        vm.ram[address + 4] = UInt32(items.count)
        for (index, item) in items.enumerated() { setItem(address, index, item, vm.ram) }
        return Value(address: address)
    }
}
