/// Room for one exception where the heap has none, or is locked: its traceback, a tuple of arguments, a str and its characters, at
/// fixed places, so that the next such exception overwrites them (py/objexcept.c, v1.29). Static in some ports; in others a block of the
/// heap that the guest asks for.
enum EmergencyBuffer {
    /// Where each part lies.
    private static let tupleOffset = 2 * ExceptionObject.entryWords * 4
    private static let textOffset = tupleOffset + tupleBytes(1)
    private static let charactersOffset = textOffset + StrObject.byteCount

    private static func tupleBytes(_ count: Int) -> Int { 8 + 4 * count }

    /// Takes the static buffer into use, where the firmware has one.
    static func place(_ vm: VM) {
        vm.state.pointee.emergencyBuffer = (MemoryMap.emergencyBuffer, min(vm.firmware.emergencyBufferBytes, 256))
    }

    /// `micropython.alloc_emergency_exception_buf(bytes)`.
    static func allocate(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let count = try vm.int(arguments[0])
        let address = count > 0 ? try vm.allocate(count) : 0
        let old = vm.state.pointee.emergencyBuffer
        vm.state.pointee.emergencyBuffer = (address, max(0, count))
        vm.setRoot(.emergencyBuffer, Value(address: address))
        if old.address != MemoryMap.emergencyBuffer { vm.free(old.address) }
        return .none
    }

    private static func part(_ vm: VM, _ offset: Int, _ count: Int) -> GuestAddress {
        let buffer = vm.state.pointee.emergencyBuffer
        return buffer.count >= offset + count ? buffer.address &+ UInt32(offset) : 0
    }

    /// Room for two lines of a traceback; 0: there is none, as below.
    static func traceback(_ vm: VM) -> GuestAddress { part(vm, 0, tupleOffset) }

    static func isTraceback(_ address: GuestAddress, _ vm: VM) -> Bool {
        address != 0 && address == vm.state.pointee.emergencyBuffer.address
    }

    static func tuple(_ vm: VM, count: Int) -> GuestAddress { part(vm, tupleOffset, tupleBytes(count)) }

    /// Room for a str object.
    static func text(_ vm: VM) -> GuestAddress { part(vm, textOffset, StrObject.byteCount) }

    /// Room for characters behind the str object: at least 16 bytes, and how many.
    static func characters(_ vm: VM) -> (address: GuestAddress, count: Int)? {
        let address = part(vm, charactersOffset, 16)
        return address == 0 ? nil : (address, vm.state.pointee.emergencyBuffer.count - charactersOffset)
    }
}
