/// Iterates over a list: `type, 0, list, index`. It sees what is appended meanwhile (py/objlist.c, v1.29).
enum ListIterator {
    @inline(__always) static func next(_ vm: VM, _ iterator: Value) -> Value {
        let ram = vm.ram
        let index = ram[iterator.address &+ 12]
        let list = ram[iterator.address &+ 8]
        if index >= ram[list &+ ListObject.Offset.count] { return .stopIteration }
        ram[iterator.address &+ 12] = index &+ 1
        return ram.value(ram[list &+ ListObject.Offset.items] &+ index &* 4)
    }

    static let type = TypeSlots(name: "iterator", next: { vm, iterator in next(vm, iterator) })
}
