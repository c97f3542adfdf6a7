/// `enumerate(iterable, start)`: `type, iterator, number` (py/objenumerate.c, v1.29).
enum EnumerateObject {
    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        let named = arguments.count == 0 ? arguments.keyword(.iterable) : nil
        guard let iterable = arguments.optional(0) ?? named else {
            throw vm.error(.typeError, "'%q' argument required", .name(Qstr(.iterable)))
        }
        let namedStart = arguments.count < 2 ? arguments.keyword(.start) : nil
        var number = 0
        if let start = arguments.optional(1) ?? namedStart { number = try vm.int(start) }
        try vm.checkNothingElse(
            arguments, positional: 2, found: (named == nil ? 0 : 1) + (namedStart == nil ? 0 : 1))
        let address = try vm.allocate(12)
        vm.ram[address] = type
        vm.ram[address &+ 4] = try vm.iterator(iterable, buffer: 0).bits
        vm.ram[address &+ 8] = vm.word(number)
        return Value(address: address)
    }

    static func next(_ vm: VM, _ value: Value) throws(GuestException) -> Value {
        let item = try vm.next(vm.ram.value(value.address &+ 4))
        if item == .stopIteration { return item }
        vm.keep(item)
        let number = Int32(bitPattern: vm.ram[value.address &+ 8])
        vm.ram[value.address &+ 8] = UInt32(bitPattern: number &+ 1)
        return try TupleObject.make(vm, Value(smallInt: number), item)
    }

    static let type = TypeSlots(name: "enumerate", make: make, next: next)
}
