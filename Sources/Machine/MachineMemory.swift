import MicroPython

/// `machine.mem8`, `mem16` and `mem32` (extmod/machine_mem.c, v1.29).
///
/// A board has the guest's RAM and flash and the registers of its pins (`GPIORegisters`, `RP2PadRegisters`) and of an RP2040's DMA. Not modelled: the other
/// registers, whose accesses say so. Without a
/// board all is refused as the unix port refuses it to a user who may not see the machine's memory.
public struct MachineMemory: Sendable {
    /// nil: there is no board.
    let hardware: Hardware?

    /// The memory of a machine.
    public init(hardware: Hardware? = nil) { self.hardware = hardware }

    private static let names = ["mem8", "mem16", "mem32"]

    /// EACCES.
    private static let accessDenied = 13

    private func checkAddress(_ vm: VM, _ index: Value, byteCount: Int) throws(GuestException) -> UInt32 {
        let address = UInt32(truncatingIfNeeded: try vm.int(truncating: index))
        guard Int(address) & (byteCount - 1) != 0 else { return address }
        let digits = String(address, radix: 16)
        throw vm.exception(
            .valueError, "address %s is not aligned to %d bytes",
            .text(String(repeating: "0", count: 8 - digits.count) + digits), .int(byteCount))
    }

    /// Reads (`store` is `.sentinel`) or writes memory or a register.
    private func access(
        _ vm: VM, _ hardware: Hardware, _ address: UInt32, byteCount: Int, _ store: Value
    ) throws(GuestException) -> Value {
        let registers = GPIORegisters(hardware: hardware)
        // Registers are words; a part of one is read from the whole.
        let (word, shift) = (address & ~3, (address & 3) * 8)
        if store == .sentinel {
            if let number = vm.memory(at: address, byteCount: byteCount) { return try vm.newInt(Int(number)) }
            if let bits = registers.read(word) ?? RP2PadRegisters(hardware: hardware).readIfThere(word)
                ?? hardware.dma?.readRegister(word)
            {
                let mask: UInt32 = byteCount == 4 ? .max : 1 << UInt32(8 * byteCount) - 1
                return try vm.newInt(Int(bits >> shift & mask))
            }
        } else {
            let number = UInt32(truncatingIfNeeded: try vm.int(truncating: store))
            if vm.setMemory(at: address, byteCount: byteCount, to: number) { return .none }
            if byteCount == 4 {
                if registers.write(address, number) { return .none }
                if RP2PadRegisters(hardware: hardware).writeIfThere(address, number) { return .none }
                if hardware.dma?.writeRegister(address, number) == true { return .none }
            }
        }
        let block = RegisterBlocks.name(of: address, chip: hardware.facts.chip).map { " (\($0))" } ?? ""
        throw hardware.notModelled("the register at 0x\(String(address, radix: 16))\(block)", vm)
    }

    /// The type, for a module's list.
    public var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.memory,
            TypeSlots(
                name: "mem",
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: "<\(8 << vm.word(value, 0))-bit memory>")
                },
                subscript: { vm, value, index, store throws(GuestException) in
                    if store.isNull { return .null }
                    let byteCount = 1 << Int(vm.word(value, 0))
                    let address = try checkAddress(vm, index, byteCount: byteCount)
                    guard let hardware else { throw vm.osError(Self.accessDenied) }
                    return try access(vm, hardware, address, byteCount: byteCount, store)
                }), memberName: "")
    }

    /// `mem8`, `mem16`, `mem32`.
    public var members: MethodTable {
        MethodTable(
            Self.names.indices.map { index in
                (
                    name: Self.names[index],
                    member: .constant { vm in
                        let object = vm.makeStaticObject(MachineTypes.address(MachineTypes.memory), wordCount: 1)
                        vm.setWord(object, 0, UInt32(index))
                        return object
                    }
                )
            })
    }
}
