/// A method of a native type without a receiver, `str.upper`: checks at the call that its first argument is of the
/// type. `type, function, owner type` (py/objtype.c mp_obj_new_checked_fun, v1.29).
enum CheckedFunction {
    static func make(_ vm: VM, _ owner: GuestAddress, _ function: Value) throws(GuestException) -> Value {
        let address = try vm.allocate(12)
        vm.ram[address] = NativeType.checkedFunction.address
        vm.ram[address + 4] = function.bits
        vm.ram[address + 8] = owner
        return Value(address: address)
    }

    static func call(_ vm: VM, _ value: Value, _ arguments: Arguments) throws(GuestException) -> Value {
        let owner = vm.ram[value.address + 8]
        if let receiver = arguments.optional(0), vm.type(of: receiver) != owner {
            throw vm.error(
                .typeError, "argument should be a '%q' not a '%q'", .name(TypeObject.name(owner, vm.ram)),
                .typeName(receiver, vm))
        }
        return try vm.call(vm.ram.value(value.address + 4), arguments)
    }

    static let type = TypeSlots(name: "function", flags: .bindsSelf, call: call)
}
