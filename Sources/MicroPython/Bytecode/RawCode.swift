/// A compiled function that no function object exists for yet: 12 bytes of guest heap (py/emitglue.h, v1.29).
///
/// `0, 0, kind, isGenerator`, the bytecode, the array of nested raw codes. The two zero bytes tell it from bytecode
/// itself, which never starts with two zeros.
enum RawCode {
    static let byteCount = 12
    private static let bytecodeKind: UInt8 = 2

    private enum Offset {
        static let kind: UInt32 = 2
        static let isGenerator: UInt32 = 3
        static let code: UInt32 = 4
        static let children: UInt32 = 8
    }

    static func allocate(_ vm: VM) throws(GuestException) -> GuestAddress {
        let address = try vm.allocate(byteCount, .compiler)
        vm.ram[byte: address &+ Offset.kind] = 1
        return address
    }

    static func assign(
        _ address: GuestAddress, code: GuestAddress, children: GuestAddress, isGenerator: Bool, _ ram: GuestRAM
    ) {
        ram[byte: address &+ Offset.kind] = bytecodeKind
        ram[byte: address &+ Offset.isGenerator] = isGenerator ? 1 : 0
        ram[address &+ Offset.code] = code
        ram[address &+ Offset.children] = children
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
}
