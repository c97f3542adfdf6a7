/// A compiled function that no function object exists for yet: 12 bytes of guest heap (py/emitglue.h, v1.29).
///
/// `0, 0, kind, isGenerator`, the bytecode, the array of nested raw codes. The two zero bytes tell it from bytecode
/// itself, which never starts with two zeros. A firmware that traces appends the sizes of both, the line where the function is made, and the
/// prelude once more, which Perch reads from the bytecode instead.
enum RawCode {
    private static let byteCount = 12
    private static let tracedByteCount = 64
    private static let bytecodeKind: UInt8 = 2
    /// What the reference has machine code for, under `@micropython.native`; it runs as bytecode here.
    private static let nativeKind: UInt8 = 3

    private enum Offset {
        static let kind: UInt32 = 2
        static let isGenerator: UInt32 = 3
        static let code: UInt32 = 4
        static let children: UInt32 = 8
        static let codeByteCount: UInt32 = 12
        static let childCount: UInt32 = 16
        static let definitionLine: UInt32 = 20
    }

    static func allocate(_ vm: VM) throws(GuestException) -> GuestAddress {
        let address = try vm.allocate(vm.has(.tracing) ? tracedByteCount : byteCount, .compiler)
        vm.ram[byte: address &+ Offset.kind] = 1
        return address
    }

    static func assign(
        _ address: GuestAddress, code: GuestAddress, codeByteCount: Int, children: GuestAddress, childCount: Int,
        isGenerator: Bool, isNative: Bool = false, _ vm: VM
    ) {
        let ram = vm.ram
        ram[byte: address &+ Offset.kind] = isNative ? nativeKind : bytecodeKind
        ram[byte: address &+ Offset.isGenerator] = isGenerator ? 1 : 0
        ram[address &+ Offset.code] = code
        ram[address &+ Offset.children] = children
        guard vm.has(.tracing) else { return }
        ram[address &+ Offset.codeByteCount] = UInt32(truncatingIfNeeded: codeByteCount)
        ram[half: address &+ Offset.childCount] = UInt16(truncatingIfNeeded: childCount)
    }

    @inline(__always) static func isGenerator(_ address: GuestAddress, _ ram: GuestRAM) -> Bool {
        ram[byte: address &+ Offset.isGenerator] != 0
    }

    /// Where the prelude starts.
    @inline(__always) static func code(_ address: GuestAddress, _ ram: GuestRAM) -> GuestAddress {
        ram[address &+ Offset.code]
    }

    /// The array of nested raw codes; 0 when there is none.
    @inline(__always) static func children(_ address: GuestAddress, _ ram: GuestRAM) -> GuestAddress {
        ram[address &+ Offset.children]
    }

    static func isNative(_ address: GuestAddress, _ ram: GuestRAM) -> Bool {
        ram[byte: address &+ Offset.kind] == nativeKind
    }

    // MARK: Where the firmware traces

    /// Bytes of the bytecode, its prelude included.
    static func codeByteCount(_ address: GuestAddress, _ ram: GuestRAM) -> Int {
        Int(ram[address &+ Offset.codeByteCount])
    }

    static func childCount(_ address: GuestAddress, _ ram: GuestRAM) -> Int {
        Int(ram[half: address &+ Offset.childCount])
    }

    /// The line that was being compiled where the function is made; 0 for a module's body.
    static func definitionLine(_ address: GuestAddress, _ ram: GuestRAM) -> Int {
        Int(ram[address &+ Offset.definitionLine])
    }

    static func setDefinitionLine(_ address: GuestAddress, _ line: Int, _ vm: VM) {
        if vm.has(.tracing) { vm.ram[address &+ Offset.definitionLine] = UInt32(truncatingIfNeeded: line) }
    }
}
