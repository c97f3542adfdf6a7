/// Iterates by `__getitem__` with 0, 1, 2 and so on until IndexError: `type, function, receiver, index`
/// (py/objgetitemiter.c, v1.29).
enum GetItemIterator {
    static func make(
        _ vm: VM, _ getItem: LoadedAttribute, _ buffer: GuestAddress
    ) throws(GuestException) -> Value {
        vm.fillIterator(
            try vm.iteratorBuffer(buffer), .getItemIterator, getItem.value.bits, getItem.receiver.bits,
            Value(smallInt: 0).bits)
    }

    private static func next(_ vm: VM, _ iterator: Value) throws(GuestException) -> Value {
        let ram = vm.ram
        let address = iterator.address
        let getItem = LoadedAttribute(ram.value(address &+ 4), receiver: ram.value(address &+ 8))
        do throws(GuestException) {
            let item = try vm.callOne(getItem, ram.value(address &+ 12))
            ram[address &+ 12] = Value(smallInt: ram.value(address &+ 12).smallInt &+ 1).bits
            return item
        } catch {
            // Exactly these two, nothing that inherits from them.
            if vm.isExactly(error.value, .stopIteration) || vm.isExactly(error.value, .indexError) {
                return .stopIteration
            }
            throw error
        }
    }

    static let type = TypeSlots(name: "iterator", next: next)
}
