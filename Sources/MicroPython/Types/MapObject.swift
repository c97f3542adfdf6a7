/// `map(function, ...)`: `type, count, function, iterators...` (py/objmap.c, v1.29).
enum MapObject {
    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 2, 0xFFFF, keywords: false)
        let count = arguments.count - 1
        let address = try vm.allocate(12 + count * 4)
        vm.ram[address] = type
        vm.ram[address &+ 4] = vm.word(count)
        vm.ram[address &+ 8] = arguments[0].bits
        for index in 0..<count {
            vm.ram[address &+ 12 &+ vm.word(index) &* 4] = try vm.iterator(arguments[index + 1], buffer: 0).bits
        }
        return Value(address: address)
    }

    /// Each item costs a block for the arguments, as in the reference, which frees it only at the end.
    private static func next(_ vm: VM, _ value: Value) throws(GuestException) -> Value {
        let count = Int(vm.ram[value.address &+ 4])
        let items = try vm.allocate(count &* 4)
        for index in 0..<count {
            let item = try vm.next(vm.ram.value(value.address &+ 12 &+ vm.word(index) &* 4))
            if item == .stopIteration {
                vm.free(items)
                return item
            }
            vm.ram[items &+ vm.word(index) &* 4] = item.bits
        }
        return try vm.through(.map) { () throws(GuestException) in
            try vm.call(vm.ram.value(value.address &+ 8), Arguments(vm.ram.words(items), count: count))
        }
    }

    static let type = TypeSlots(name: "map", make: make, next: next)
}
