/// Iterators over str and bytes: `type, 0, text, position`, four words that may lie in the caller's frame.
enum StrIterator {
    static func iterate(_ vm: VM, _ value: Value, _ buffer: GuestAddress) throws(GuestException) -> Value {
        try make(vm, .strIterator, value, buffer)
    }

    static func iterateBytes(_ vm: VM, _ value: Value, _ buffer: GuestAddress) throws(GuestException) -> Value {
        try make(vm, .bytesIterator, value, buffer)
    }

    private static func make(
        _ vm: VM, _ type: NativeType, _ value: Value, _ buffer: GuestAddress
    ) throws(GuestException) -> Value {
        let address = buffer != 0 ? buffer : try vm.allocate(16)
        vm.ram[address] = type.address
        vm.ram[address &+ 4] = 0
        vm.ram[address &+ 8] = value.bits
        vm.ram[address &+ 12] = 0
        return Value(address: address)
    }

    /// The next character, interned.
    static func next(_ vm: VM, _ iterator: Value) throws(GuestException) -> Value {
        let text = StrObject.bytes(vm, vm.ram.value(iterator.address &+ 8))
        let position = Int(vm.ram[iterator.address &+ 12])
        guard position < text.count else { return .stopIteration }
        let end = CodePoints.next(position, text)
        let name = try vm.intern(UnsafeRawBufferPointer(rebasing: text[position..<end]))
        vm.ram[iterator.address &+ 12] = UInt32(end)
        return Value(name)
    }

    /// The next byte as a number.
    static func nextByte(_ vm: VM, _ iterator: Value) throws(GuestException) -> Value {
        let bytes = StrObject.bytes(vm, vm.ram.value(iterator.address &+ 8))
        let position = Int(vm.ram[iterator.address &+ 12])
        guard position < bytes.count else { return .stopIteration }
        vm.ram[iterator.address &+ 12] = UInt32(position + 1)
        return Value(smallInt: Int32(bytes[position]))
    }

    static let type = TypeSlots(name: "iterator", next: next)
    static let bytesType = TypeSlots(name: "iterator", next: nextByte)
}
