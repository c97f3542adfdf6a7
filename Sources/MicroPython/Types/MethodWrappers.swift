/// `staticmethod` and `classmethod`: `type, function` (py/objtype.c, v1.29).
enum StaticMethodObject {
    static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: false)
        return try wrap(vm, type, arguments[0])
    }

    static func wrap(_ vm: VM, _ type: GuestAddress, _ function: Value) throws(GuestException) -> Value {
        let address = try vm.allocate(8)
        vm.ram[address] = type
        vm.ram[address + 4] = function.bits
        return Value(address: address)
    }

    static let type = TypeSlots(name: "staticmethod", make: make)
    static let classMethodType = TypeSlots(name: "classmethod", make: make)
}
