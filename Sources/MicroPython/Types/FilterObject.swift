/// `filter(function, iterable)`: `type, function, iterator` (py/objfilter.c, v1.29).
enum FilterObject {
    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 2, 2, keywords: false)
        let address = try vm.allocate(12)
        vm.ram[address] = type
        vm.ram[address &+ 4] = arguments[0].bits
        vm.ram[address &+ 8] = try vm.iterator(arguments[1], buffer: 0).bits
        return Value(address: address)
    }

    private static func next(_ vm: VM, _ value: Value) throws(GuestException) -> Value {
        let function = vm.ram.value(value.address &+ 4)
        let iterator = vm.ram.value(value.address &+ 8)
        while true {
            let mark = vm.openScope()
            let item = try vm.next(iterator)
            if item == .stopIteration { return item }
            vm.keep(item)
            let answer =
                function == .none
                ? item
                : try vm.through(.map) { () throws(GuestException) in
                    try vm.callOne(function, item)
                }
            if try vm.isTrue(answer) {
                vm.closeScope(mark)
                vm.keep(item)
                return item
            }
            vm.closeScope(mark)
        }
    }

    static let type = TypeSlots(name: "filter", make: make, next: next)
}
