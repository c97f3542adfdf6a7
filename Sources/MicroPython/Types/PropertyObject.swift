/// `property`: `type, getter, setter, deleter` (py/objproperty.c, v1.29).
enum PropertyObject {
    enum Offset {
        static let getter: UInt32 = 4
        static let setter: UInt32 = 8
        static let deleter: UInt32 = 12
    }

    static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        // The first three have no names there; what `doc` says is forgotten.
        var reader = ArgumentReader(vm, arguments)
        var parts: [Value] = []
        for _ in 0..<3 { parts.append(reader.next("") ?? .none) }
        _ = reader.next("doc")
        try reader.finish()
        return try make(vm, parts)
    }

    private static func make(_ vm: VM, _ parts: [Value]) throws(GuestException) -> Value {
        let address = try vm.allocate(16)
        vm.ram[address] = NativeType.property.address
        for (index, part) in parts.enumerated() { vm.ram[address + 4 + UInt32(index) * 4] = part.bits }
        return Value(address: address)
    }

    /// `@x.setter` and so on: a copy with one part replaced.
    private static func replacing(_ part: Int) -> MethodTable.Member {
        .fixed(2) { vm, arguments throws(GuestException) in
            let property = arguments[0].address
            var parts = (0..<3).map { vm.ram.value(property + 4 + UInt32($0) * 4) }
            parts[part] = arguments[1]
            return try make(vm, parts)
        }
    }

    static let type = TypeSlots(
        name: "property", make: make,
        methods: ["getter": replacing(0), "setter": replacing(1), "deleter": replacing(2)])
}
