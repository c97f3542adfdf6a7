/// `reversed(sequence)`: `type, sequence, index + 1` (py/objreversed.c, v1.29).
enum ReversedObject {
    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: false)
        let sequence = vm.type(of: arguments[0])
        // These have no such method.
        if sequence != NativeType.range.address && sequence != NativeType.list.address {
            let method = try vm.loadMethodMaybe(arguments[0], Qstr(.__reversed__))
            if !method.isMissing { return try vm.call(method, []) }
        }
        let address = try vm.allocate(12)
        vm.ram[address] = type
        vm.ram[address &+ 4] = arguments[0].bits
        vm.ram[address &+ 8] = vm.word(try vm.int(try vm.length(arguments[0])))
        return Value(address: address)
    }

    /// The next item of a list, a tuple or a plain range, `.stopIteration` at the end; null for the rest.
    @inline(__always) static func nextAtOnce(_ vm: VM, _ reversed: GuestAddress) -> Value {
        let ram = vm.ram
        let place = ram[reversed &+ 8]
        if place == 0 { return .stopIteration }
        let sequence = ram.value(reversed &+ 4)
        guard sequence.isAddress else { return .null }
        let type = ram[sequence.address]
        let value: Value
        if type == NativeType.range.address {
            let (start, stop, step) = RangeObject.parts(sequence, ram)
            let number = Int(start) &+ Int(place) &- 1
            guard step == 1, number < Int(stop), Value.fitsSmallInt(number) else { return .null }
            value = Value(smallInt: Int32(truncatingIfNeeded: number))
        } else if type == NativeType.list.address, place <= ram[sequence.address &+ ListObject.Offset.count] {
            value = ListObject.item(sequence.address, Int(place &- 1), ram)
        } else if type == NativeType.tuple.address, place <= ram[sequence.address &+ 4] {
            value = TupleObject.item(sequence.address, Int(place &- 1), ram)
        } else {
            return .null
        }
        if !value.isNull { ram[reversed &+ 8] = place &- 1 }
        return value
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
