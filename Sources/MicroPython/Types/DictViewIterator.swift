/// Iterates over a dict's keys, values or pairs: `type, kind, dict, place in the table` (py/objdict.c, v1.29).
enum DictViewIterator {
    static func fill(_ vm: VM, _ iterator: GuestAddress, _ dict: Value, _ kind: DictView.Kind) -> Value {
        vm.fillIterator(iterator, .dictViewIterator, kind.rawValue, dict.bits, 0)
    }

    @inline(__always) static func next(_ vm: VM, _ iterator: Value) throws(GuestException) -> Value {
        let ram = vm.ram
        let map = GuestMap(ram[iterator.address &+ 8] &+ DictObject.mapOffset, vm)
        var place = ram[iterator.address &+ 12]
        let entry = map.nextEntry(&place)
        if entry == 0 { return .stopIteration }
        ram[iterator.address &+ 12] = place
        switch ram[iterator.address &+ 4] {
        case DictView.Kind.keys.rawValue: return ram.value(entry)
        case DictView.Kind.values.rawValue: return ram.value(entry &+ 4)
        default: return try TupleObject.make(vm, ram.value(entry), ram.value(entry &+ 4))
        }
    }

    static let type = TypeSlots(
        name: "iterator", next: { vm, iterator throws(GuestException) in try next(vm, iterator) })
}
