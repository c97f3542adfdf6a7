/// `micropython.RingIO`: a queue of bytes, `type, bytes, size | get << 16, put` (py/objringio.c and py/ringbuf.h, v1.29).
/// One place stays free, so that a full ring is not an empty one.
enum RingIOObject {
    /// A ring's words.
    private struct Ring {
        let address: GuestAddress
        let vm: VM

        init(_ value: Value, _ vm: VM) {
            address = value.address
            self.vm = vm
        }

        var bytes: GuestAddress { vm.ram[address &+ 4] }
        // Whatever the guest's `mem16` did to it.
        var size: Int { max(1, Int(vm.ram[half: address &+ 8])) }
        var get: Int {
            get { Int(vm.ram[half: address &+ 10]) }
            nonmutating set { vm.ram[half: address &+ 10] = UInt16(truncatingIfNeeded: newValue) }
        }
        var put: Int {
            get { Int(vm.ram[half: address &+ 12]) }
            nonmutating set { vm.ram[half: address &+ 12] = UInt16(truncatingIfNeeded: newValue) }
        }
        var count: Int { (size + put - get) % size }
        var free: Int { (size + get - put - 1) % size }
    }

    /// `RingIO(size)`, `RingIO(buffer)`.
    private static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: false)
        var size: Int
        var bytes: GuestAddress = 0
        if let buffer = try vm.buffer(of: arguments[0], forWriting: true) {
            (size, bytes) = (buffer.count, buffer.address)
        } else {
            size = try vm.int(arguments[0]) + 1
            bytes = try vm.allocate(Int(UInt32(truncatingIfNeeded: size)), .buffer)
        }
        guard (2...0xFFFF).contains(size) else { throw vm.error(.valueError, arguments: []) }
        let address = try vm.allocate(16)
        vm.ram[address] = type
        vm.ram[address &+ 4] = bytes
        vm.ram[address &+ 8] = vm.word(size)
        vm.ram[address &+ 12] = 0
        return Value(address: address)
    }

    private static let read: StreamProtocol.Read = { vm, value, target throws(GuestException) in
        let ring = Ring(value, vm)
        let count = min(target.count, ring.count)
        for index in 0..<count {
            target[index] = vm.ram[byte: ring.bytes &+ vm.word(ring.get)]
            ring.get = (ring.get + 1) % ring.size
        }
        return .done(count)
    }

    private static let write: StreamProtocol.Write = { vm, value, source throws(GuestException) in
        let ring = Ring(value, vm)
        let count = min(source.count, ring.free)
        for index in 0..<count {
            vm.ram[byte: ring.bytes &+ vm.word(ring.put)] = source[index]
            ring.put = (ring.put + 1) % ring.size
        }
        return .done(count)
    }

    private static let control: StreamProtocol.Control = { vm, value, request, argument throws(GuestException) in
        let ring = Ring(value, vm)
        switch request {
        case .poll: return StreamPoll.answer(argument, canRead: ring.count > 0, canWrite: ring.free > 0)
        case .close: return .done(0)
        default: return .refused
        }
    }

    static let type = TypeSlots(
        name: "RingIO", make: make, stream: StreamProtocol(read: read, write: write, control: control),
        methods: [
            "any": .fixed(1) { vm, arguments throws(GuestException) in
                Value(smallInt: Int32(Ring(arguments[0], vm).count))
            },
            "read": StreamMethods.read, "readline": StreamMethods.readLine, "readinto": StreamMethods.readInto,
            "write": StreamMethods.write, "close": StreamMethods.close,
        ])
}
