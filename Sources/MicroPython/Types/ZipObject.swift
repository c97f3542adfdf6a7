/// `zip(...)`: `type, count, iterators...` (py/objzip.c, v1.29).
enum ZipObject {
    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 0xFFFF, keywords: false)
        let address = try vm.allocate(8 + arguments.count * 4)
        vm.ram[address] = type
        vm.ram[address &+ 4] = vm.word(arguments.count)
        for index in 0..<arguments.count {
            vm.ram[address &+ 8 &+ vm.word(index) &* 4] = try vm.iterator(arguments[index], buffer: 0).bits
        }
        return Value(address: address)
    }

    private static func next(_ vm: VM, _ value: Value) throws(GuestException) -> Value {
        let count = Int(vm.ram[value.address &+ 4])
        if count == 0 { return .stopIteration }
        var tuple = Value.null
        for index in 0..<count {
            let item = try vm.next(vm.ram.value(value.address &+ 8 &+ vm.word(index) &* 4))
            if item == .stopIteration { return item }
            vm.keep(item)
            // The tuple is made once the first iterator gave an item.
            if tuple.isNull { tuple = try TupleObject.make(vm, count: count) }
            TupleObject.setItem(tuple.address, index, item, vm.ram)
        }
        return tuple
    }

    static let type = TypeSlots(name: "zip", make: make, next: next)
}
