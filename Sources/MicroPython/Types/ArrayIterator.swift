/// Iterator over a bytearray, array or memoryview: `type, array, offset, position`, four words that may lie in the
/// caller's frame.
enum ArrayIterator {
    static func iterate(_ vm: VM, _ array: Value, _ buffer: GuestAddress) throws(GuestException) -> Value {
        let offset = ArrayStorage.isView(vm, array) ? ArrayStorage.free(vm, array) : 0
        return vm.fillIterator(try vm.iteratorBuffer(buffer), .arrayIterator, array.bits, vm.word(offset), 0)
    }

    static func next(_ vm: VM, _ iterator: Value) throws(GuestException) -> Value {
        let array = vm.ram.value(iterator.address &+ 4)
        let position = vm.ram[iterator.address &+ 12]
        guard Int(position) < ArrayStorage.count(vm, array) else { return .stopIteration }
        vm.ram[iterator.address &+ 12] = position &+ 1
        let element = ArrayStorage.element(vm, array)
        let index = vm.ram[iterator.address &+ 8] &+ position
        return try element.load(vm, ArrayStorage.items(vm, array) &+ index &* UInt32(element.byteCount))
    }

    static let type = TypeSlots(name: "iterator", next: next)
}
