import MicroPython

/// `rp2.Flash`: the part of the flash that a file system may have, as a block device (rp2_flash.c of ports/rp2, v1.29).
///
/// Not modelled: that the board's own file system lies there too; a guest that writes here leaves its files alone.
struct RP2Flash: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.rp2Flash)
    private static let blockBytes = 4096

    private var byteCount: Int { hardware.facts.flashBytes }

    /// `Flash(start=-1, len=-1)`: where it lies and how long, in bytes.
    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let start = try reader.keyword("start").map { value throws(GuestException) in try vm.int(value) } ?? -1
        let count = try reader.keyword("len").map { value throws(GuestException) in try vm.int(value) } ?? -1
        try reader.finish()
        if start == -1 && count == -1 {
            return hardware.keptObject("Flash", 0) {
                let object = vm.makeStaticObject(Self.address, wordCount: 2)
                vm.setWord(object, 0, 0)
                vm.setWord(object, 1, UInt32(byteCount))
                return object
            }
        }
        guard (0..<byteCount).contains(start), start % Self.blockBytes == 0 else {
            throw vm.exception(.valueError)
        }
        let length = count == -1 ? byteCount - start : count
        guard length > 0, start + length <= byteCount, length % Self.blockBytes == 0 else {
            throw vm.exception(.valueError)
        }
        let object = try vm.makeObject(Self.address, wordCount: 2)
        vm.setWord(object, 0, UInt32(start))
        vm.setWord(object, 1, UInt32(length))
        return object
    }

    private func place(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Int {
        let block = try vm.int(arguments[1])
        let offset = try arguments.optional(3).map { value throws(GuestException) in try vm.int(value) } ?? 0
        return Int(vm.word(arguments[0], 0)) + block * Self.blockBytes + offset
    }

    private func read(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let start = try place(vm, arguments)
        let bytes = try vm.mutableBytes(of: arguments[2])
        hardware.flashSectors.read(at: start, into: bytes)
        return .none
    }

    /// Without an offset whole blocks are erased first; else bits can only be cleared.
    private func write(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let start = try place(vm, arguments)
        let bytes = try vm.bytes(of: arguments[2])
        guard start >= 0, start + bytes.count <= byteCount else { throw vm.osError(22) }
        if arguments.count == 3 { hardware.flashSectors.erase(at: start, count: bytes.count) }
        hardware.flashSectors.program(at: start, bytes)
        return .none
    }

    private func control(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        switch try vm.int(arguments[1]) {
        case 1...3: return Value(smallInt: 0)
        case 4: return try vm.newInt(Int(vm.word(arguments[0], 1)) / Self.blockBytes)
        case 5: return Value(smallInt: Int32(Self.blockBytes))
        case 6:
            let start = Int(vm.word(arguments[0], 0)) + (try vm.int(arguments[2])) * Self.blockBytes
            hardware.flashSectors.erase(at: start, count: Self.blockBytes)
            return Value(smallInt: 0)
        default: return .none
        }
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.rp2Flash,
            TypeSlots(
                name: "Flash",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                methods: [
                    "readblocks": .range(3...4, read), "writeblocks": .range(3...4, write),
                    "ioctl": .fixed(3, control),
                ]))
    }
}
