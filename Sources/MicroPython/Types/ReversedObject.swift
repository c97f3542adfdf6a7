/// `reversed(sequence)`: `type, sequence, index + 1` (py/objreversed.c, v1.29).
enum ReversedObject {
    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: false)
        let method = try vm.loadMethodMaybe(arguments[0], Qstr(.__reversed__))
        if !method.isMissing { return try vm.call(method, []) }
        let address = try vm.allocate(12)
        vm.ram[address] = type
        vm.ram[address &+ 4] = arguments[0].bits
        vm.ram[address &+ 8] = vm.word(try vm.int(try vm.length(arguments[0])))
        return Value(address: address)
    }

    private static func next(_ vm: VM, _ value: Value) throws(GuestException) -> Value {
        let place = vm.ram[value.address &+ 8]
        if place == 0 { return .stopIteration }
        vm.ram[value.address &+ 8] = place &- 1
        let sequence = vm.ram.value(value.address &+ 4)
        if vm.isExactly(sequence, .list), place <= vm.ram[sequence.address &+ ListObject.Offset.count] {
            return ListObject.item(sequence.address, Int(place &- 1), vm.ram)
        }
        return try vm.subscripted(
            sequence, Value(smallInt: Int32(truncatingIfNeeded: place &- 1)))
    }

    static let type = TypeSlots(name: "reversed", make: make, next: next)
}
