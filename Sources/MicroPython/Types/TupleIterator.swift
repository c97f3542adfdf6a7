/// Iterates over a tuple: `type, 0, tuple, index` (py/objtuple.c, v1.29).
enum TupleIterator {
    @inline(__always) static func next(_ vm: VM, _ iterator: Value) -> Value {
        let ram = vm.ram
        let index = ram[iterator.address &+ 12]
        let tuple = ram[iterator.address &+ 8]
        if index >= ram[tuple &+ 4] { return .stopIteration }
        ram[iterator.address &+ 12] = index &+ 1
        return ram.value(TupleObject.items(tuple) &+ index &* 4)
    }

    static let type = TypeSlots(name: "iterator", next: { vm, iterator in next(vm, iterator) })
}
