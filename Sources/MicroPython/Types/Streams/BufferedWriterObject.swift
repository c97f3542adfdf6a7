/// `io.BufferedWriter(stream, size)`: hands on whole buffers only: `type, stream, size, used`, then the bytes
/// (extmod/modio.c, v1.29).
enum BufferedWriterObject {
    private enum Offset {
        static let stream: UInt32 = 4
        static let size: UInt32 = 8
        static let used: UInt32 = 12
        static let bytes: UInt32 = 16
    }

    private static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 2, 2, keywords: false)
        let size = Int(UInt32(truncatingIfNeeded: try vm.int(arguments[1])))
        let address = try vm.allocate(Int(Offset.bytes) + size)
        vm.ram[address] = type
        vm.ram[address &+ Offset.stream] = arguments[0].bits
        vm.ram[address &+ Offset.size] = vm.word(size)
        return Value(address: address)
    }

    /// Writes what the buffer holds; returns an error's number or 0.
    private static func handOn(_ vm: VM, _ writer: GuestAddress, _ count: Int) throws(GuestException) -> Int {
        // The reference takes on trust that it is a stream.
        let stream = try vm.stream(vm.ram.value(writer &+ Offset.stream), for: .write)
        let (_, number) = try stream.write(vm.ram.bytes(writer &+ Offset.bytes, count: count))
        if number == 0 { vm.ram[writer &+ Offset.used] = 0 }
        return number
    }

    private static let write: StreamProtocol.Write = { vm, value, source throws(GuestException) in
        let writer = value.address
        let size = Int(vm.ram[writer &+ Offset.size])
        var done = 0
        while done < source.count {
            let used = min(size, Int(vm.ram[writer &+ Offset.used]))
            let count = min(size - used, source.count - done)
            vm.ram.copy(
                UnsafeRawBufferPointer(rebasing: source[done..<done + count]),
                to: writer &+ Offset.bytes &+ vm.word(used))
            done += count
            vm.ram[writer &+ Offset.used] = vm.word(used + count)
            guard used + count == size else { break }
            // A buffer of no bytes would never get on.
            guard size > 0 else { return .refused }
            let number = try handOn(vm, writer, size)
            if number != 0 { return .failed(number) }
        }
        return .done(source.count)
    }

    private static let flush: NativeFunction.Body = { vm, arguments throws(GuestException) in
        let writer = arguments[0].address
        let used = Int(vm.ram[writer &+ Offset.used])
        if used > 0 {
            let number = try handOn(vm, writer, used)
            if number != 0 { throw vm.osError(number) }
        }
        return .none
    }

    static let type = TypeSlots(
        name: "BufferedWriter", make: make, stream: StreamProtocol(write: write),
        methods: ["write": StreamMethods.write, "flush": .fixed(1, flush)])
}
