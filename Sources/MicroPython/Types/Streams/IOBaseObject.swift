/// `io.IOBase`: the base of streams that are written in Python. Reading and writing call their `readinto`, `write` and
/// `ioctl` methods (extmod/modio.c, v1.29).
enum IOBaseObject {
    /// Calls a method with a bytearray that stands for the buffer while the call lasts; it must not be kept.
    private static func transfer(
        _ vm: VM, _ value: Value, _ name: Qstr, _ bytes: UnsafeRawBufferPointer, isRead: Bool
    ) throws(GuestException) -> StreamResult {
        let method = try vm.loadMethod(value, name)
        let offset = bytes.baseAddress.map { $0 - UnsafeRawPointer(vm.ram.base) } ?? 0
        guard offset >= 0 && offset < GuestRAM.reservedBytes else {
            return try transferCopy(vm, method, bytes, isRead: isRead)
        }
        let arguments = vm.takeScratch(Call.wordCount)
        defer { vm.popScratch(Call.wordCount) }
        return try Call.answer(vm, method, at: arguments, GuestAddress(truncatingIfNeeded: offset), bytes.count)
    }

    /// A buffer of the host has to be copied to where the guest can reach it.
    @inline(never) private static func transferCopy(
        _ vm: VM, _ method: LoadedAttribute, _ bytes: UnsafeRawBufferPointer, isRead: Bool
    ) throws(GuestException) -> StreamResult {
        let words = Call.wordCount + (bytes.count + 3) / 4
        let arguments = vm.pushScratch(words)
        defer { vm.popScratch(words) }
        let items = arguments &+ UInt32(Call.wordCount * 4)
        if !isRead { vm.ram.copy(bytes, to: items) }
        let result = try Call.answer(vm, method, at: arguments, items, bytes.count)
        if isRead, case .done(let count) = result {
            UnsafeMutableRawBufferPointer(mutating: bytes).copyMemory(from: vm.ram.bytes(items, count: count))
        }
        return result
    }

    /// The call of a method with a bytearray: in scratch words lie the receiver, the bytearray as the argument, and what it is.
    private enum Call {
        static let wordCount = 2 + ArrayStorage.byteCount / 4

        @inline(__always) static func answer(
            _ vm: VM, _ method: LoadedAttribute, at arguments: GuestAddress, _ items: GuestAddress, _ byteCount: Int
        ) throws(GuestException) -> StreamResult {
            let words = vm.ram.words(arguments)
            words[0] = method.receiver.bits
            words[1] = arguments &+ 8
            ArrayStorage.fill(
                arguments &+ 8, .bytearray, UInt32(ElementCode.byteArray), byteCount, items, vm.ram)
            let isBare = method.receiver.isNull
            let given = Arguments(isBare ? words + 1 : words, count: isBare ? 1 : 2)
            let answer = try vm.through(.stream) { () throws(GuestException) in try vm.call(method.value, given) }
            if answer == .none { return .failed(Stream.wouldWait) }
            let count = try vm.int(answer)
            if count < 0 { return .failed(-count) }
            return count > byteCount ? .failed(FileError.device.number) : .done(count)
        }
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
