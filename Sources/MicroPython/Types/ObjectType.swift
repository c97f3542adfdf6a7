/// `object`: the base of all classes (py/objobject.c, v1.29).
enum ObjectType {
    static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 0, keywords: false)
        let address = try vm.allocate(4)
        vm.ram[address] = type
        return Value(address: address)
    }

    private static let new: NativeFunction = .fixed(1) { vm, arguments throws(GuestException) in
        let type = arguments[0]
        guard vm.isExactly(type, .type), !TypeObject.isNative(type.address, vm.ram) else {
            throw vm.error(.typeError, "arg must be user-type")
        }
        var native: GuestAddress = 0
        return try InstanceObject.makeBlank(vm, type.address, &native)
    }

    private static func setAttribute(_ vm: VM, _ arguments: Arguments, _ store: Value) throws(GuestException) -> Value {
        let value = arguments[0]
        guard !TypeObject.isNative(vm.type(of: value), vm.ram) else {
            throw vm.error(.typeError, "arg must be user-type")
        }
        guard vm.isStr(arguments[1]) else { throw vm.error(.typeError, arguments: []) }
        let name = try vm.qstr(arguments[1])
        let members = value.address &+ InstanceObject.Offset.members
        if store.isNull {
            guard GuestMap.remove(members, Value(name), vm) else {
                throw vm.error(.attributeError, "no such attribute")
            }
            return .none
        }
        let entry = try GuestMap.add(members, name: name, vm)
        vm.noteInstanceAttribute(name)
        vm.ram[entry &+ 4] = store.bits
        return .none
    }

    static let type = TypeSlots(
        name: "object", make: make,
        methods: [
            "__init__": .fixed(1) { _, _ throws(GuestException) in .none },
            "__new__": .staticMethod(new),
            "__setattr__": .fixed(3) { vm, arguments throws(GuestException) in
                try setAttribute(vm, arguments, arguments[2])
            },
            "__delattr__": .fixed(2) { vm, arguments throws(GuestException) in
                try setAttribute(vm, arguments, .null)
            },
        ])
}
