/// `io.IOBase`: the base of streams that are written in Python. Reading and writing call their `readinto`, `write` and
/// `ioctl` methods (extmod/modio.c, v1.29).
enum IOBaseObject {
    /// Calls a method with a bytearray that stands for the buffer while the call lasts; it must not be kept.
    private static func transfer(
        _ vm: VM, _ value: Value, _ name: Qstr, _ bytes: UnsafeRawBufferPointer, isRead: Bool
    ) throws(GuestException) -> StreamResult {
        let method = try vm.loadMethod(value, name)
        // A buffer of the host has to be copied to where the guest can reach it.
        let offset = bytes.baseAddress.map { $0 - UnsafeRawPointer(vm.ram.base) } ?? 0
        let isGuests = (0..<GuestRAM.reservedBytes).contains(offset)
        // The receiver, the bytearray as the argument, and what it is.
        let words = 6 + (isGuests ? 0 : (bytes.count + 3) / 4)
        let arguments = isGuests ? vm.takeScratch(words) : vm.pushScratch(words)
        defer { vm.popScratch(words) }
        let array = arguments &+ 8
        let ram = vm.ram
        let items = isGuests ? GuestAddress(truncatingIfNeeded: offset) : array &+ 16
        if !isGuests && !isRead { ram.copy(bytes, to: items) }
        ram[array] = NativeType.bytearray.address
        ram[array &+ ArrayStorage.Offset.code] = UInt32(ElementCode.byteArray)
        ram[array &+ ArrayStorage.Offset.count] = vm.word(bytes.count)
        ram[array &+ ArrayStorage.Offset.items] = items
        ram[arguments] = method.receiver.bits
        ram[arguments &+ 4] = array
        let isBare = method.receiver.isNull
        let given = Arguments(ram.words(isBare ? arguments &+ 4 : arguments), count: isBare ? 1 : 2)
        let answer = try vm.through(.stream) { () throws(GuestException) in try vm.call(method.value, given) }
        if answer == .none { return .failed(Stream.wouldWait) }
        let count = try vm.int(answer)
        if count < 0 { return .failed(-count) }
        if count > bytes.count { return .failed(FileError.device.number) }
        if !isGuests && isRead {
            UnsafeMutableRawBufferPointer(mutating: bytes).copyMemory(from: vm.ram.bytes(items, count: count))
        }
        return .done(count)
    }

    private static let stream = StreamProtocol(
        isForSubclasses: true,
        read: { vm, value, buffer throws(GuestException) in
            try transfer(vm, value, Qstr(.readinto), UnsafeRawBufferPointer(buffer), isRead: true)
        },
        write: { vm, value, bytes throws(GuestException) in
            try transfer(vm, value, Qstr(.write), bytes, isRead: false)
        },
        control: { vm, value, request, argument throws(GuestException) in
            let method = try vm.loadMethod(value, Qstr(.ioctl))
            let arguments = [try vm.newInt(Int(request.rawValue)), try vm.newInt(Int(argument))]
            let answer = try vm.int(vm.call(method, arguments))
            return answer < 0 ? .failed(-answer) : .done(answer)
        })

    /// All instances share one native part, outside the heap.
    private static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        Value(address: MemoryMap.ioBase)
    }

    static func place(_ vm: VM) { vm.ram[MemoryMap.ioBase] = NativeType.ioBase.address }

    static let type = TypeSlots(name: "IOBase", make: make, stream: stream)
}
