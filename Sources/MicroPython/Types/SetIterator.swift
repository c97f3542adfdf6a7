/// Iterates over a set: `type, 0, set, place in the table` (py/objset.c, v1.29).
enum SetIterator {
    @inline(__always) static func next(_ vm: VM, _ iterator: Value) -> Value {
        let ram = vm.ram
        var position = ram[iterator.address &+ 12]
        let value = GuestSet(ram[iterator.address &+ 8] &+ 4, vm).next(&position)
        if value.isNull { return .stopIteration }
        ram[iterator.address &+ 12] = position
        return value
    }

    static let type = TypeSlots(name: "iterator", next: { vm, iterator in next(vm, iterator) })
}
