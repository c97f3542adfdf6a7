/// What `hashlib.sha256`, `sha1` and `md5` make (extmod/modhashlib.c, v1.29): `type, is final`, then what the C library keeps. Of that block
/// the first words are ours: 64 bytes that wait for a whole block, how many bytes came, the state.
struct HashObject: Sendable {
    let name: String
    /// Of the state and of what `digest` gives.
    let digestBytes: Int
    let start: [UInt32]
    /// SHA's numbers have their highest byte first, MD5's their lowest.
    let isBigEndian: Bool
    /// How large mbedTLS 3 has its context. That of axTLS, lib/crypto-algorithms and ESP-IDF takes as many blocks of the heap.
    let contextBytes: Int
    /// Mixes 16 words into the state.
    let mix: @Sendable (_ state: inout [UInt32], _ words: [UInt32]) -> Void
    /// What 64 bytes take on a Cortex-M4, in instructions: counted by hand.
    let instructionsPerBlock: Int

    private enum Offset {
        static let isFinal: UInt32 = 4
        static let waiting: UInt32 = 8
        static let length: UInt32 = 72
        static let state: UInt32 = 80
    }

    private func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 1, keywords: false)
        let object = try vm.allocate(8 + contextBytes)
        vm.ram[object] = type
        vm.ram[object &+ Offset.isFinal] = 0
        vm.ram.clear(object &+ Offset.length, count: 8)
        store(start, object, vm)
        if arguments.count == 1 { try take(vm, object, vm.bytes(of: arguments[0])) }
        return Value(address: object)
    }

    private func store(_ state: [UInt32], _ object: GuestAddress, _ vm: VM) {
        for (index, word) in state.enumerated() { vm.ram[object &+ Offset.state &+ UInt32(4 * index)] = word }
    }

    private func state(_ object: GuestAddress, _ vm: VM) -> [UInt32] {
        start.indices.map { vm.ram[object &+ Offset.state &+ UInt32(4 * $0)] }
    }

    private func length(_ object: GuestAddress, _ vm: VM) -> UInt64 {
        UInt64(vm.ram[object &+ Offset.length]) | UInt64(vm.ram[object &+ Offset.length &+ 4]) << 32
    }

    private func update(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try open(vm, arguments[0])
        try take(vm, arguments[0].address, vm.bytes(of: arguments[1]))
        return .none
    }

    private func open(_ vm: VM, _ value: Value) throws(GuestException) {
        if vm.ram[value.address &+ Offset.isFinal] != 0 { throw vm.error(.valueError, "hash is final") }
    }

    private func take(_ vm: VM, _ object: GuestAddress, _ bytes: UnsafeRawBufferPointer) {
        let before = length(object, vm)
        let waiting = vm.ram.mutableBytes(object &+ Offset.waiting, count: 64)
        var place = Int(before % 64)
        var state: [UInt32]?
        for byte in bytes {
            waiting[place] = byte
            place += 1
            guard place == 64 else { continue }
            place = 0
            var mixed = state ?? self.state(object, vm)
            mix(&mixed, words(UnsafeRawBufferPointer(waiting)))
            state = mixed
        }
        if let state { store(state, object, vm) }
        let after = before &+ UInt64(bytes.count)
        vm.ram[object &+ Offset.length] = UInt32(truncatingIfNeeded: after)
        vm.ram[object &+ Offset.length &+ 4] = UInt32(truncatingIfNeeded: after >> 32)
        vm.owe(instructions: instructionsPerBlock * (bytes.count / 64) + 4 * bytes.count)
    }

    private func words(_ block: UnsafeRawBufferPointer) -> [UInt32] {
        (0..<16).map { index in
            let word = block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
            return isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
        }
    }

    /// A bit, zeros, the length in bits: then the state is the digest (FIPS 180-4, 5.1.1; RFC 1321, 3.1).
    private func digest(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try open(vm, arguments[0])
        let object = arguments[0].address
        vm.ram[object &+ Offset.isFinal] = 1
        let bits = length(object, vm) &* 8
        return try vm.newBytes(count: digestBytes) { target in
            let used = Int(length(object, vm) % 64)
            let zeros = (used < 56 ? 56 : 120) - used - 1
            let tail = withUnsafeBytes(of: isBigEndian ? bits.bigEndian : bits.littleEndian) { Array($0) }
            ([0x80] + [UInt8](repeating: 0, count: zeros) + tail).withUnsafeBytes { take(vm, object, $0) }
            for (index, word) in state(object, vm).enumerated() {
                target.storeBytes(
                    of: isBigEndian ? word.bigEndian : word.littleEndian, toByteOffset: 4 * index, as: UInt32.self)
            }
        }
    }

    var type: TypeSlots {
        TypeSlots(
            name: name, make: { vm, type, arguments throws(GuestException) in try make(vm, type, arguments) },
            methods: ["update": .fixed(2, update), "digest": .fixed(1, digest)])
    }
}

extension UInt32 {
    func rotatedLeft(_ count: UInt32) -> UInt32 { self << count | self >> (32 - count) }
    func rotatedRight(_ count: UInt32) -> UInt32 { self >> count | self << (32 - count) }
}
