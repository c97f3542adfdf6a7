/// Types of scalars in a descriptor of `uctypes`; the numbers are part of the guest's constants (extmod/moductypes.c, v1.29).
enum MappedScalar: Int, CaseIterable {
    case uint8, int8, uint16, int16, uint32, int32, uint64, int64
    case bitsUInt8, bitsInt8, bitsUInt16, bitsInt16, bitsUInt32, bitsInt32
    case float32, float64

    var isBitField: Bool { rawValue >= MappedScalar.bitsUInt8.rawValue && rawValue <= MappedScalar.bitsInt32.rawValue }

    var byteCount: Int { self == .float32 ? 4 : 1 << ((rawValue & 7) >> 1) }

    /// How `struct` calls it; fields of bits are read as the unsigned number that they lie in.
    var element: ElementCode {
        let codes: StaticString = "BbHhIiQqBBHHIIfd"
        return ElementCode(codes.utf8Start[rawValue])
    }

    func load(_ vm: VM, _ address: GuestAddress, _ order: MappedLayout.ByteOrder) throws(GuestException) -> Value {
        if order == .native { return try element.load(vm, address) }
        let bits = vm.ram.load(byteCount: byteCount, at: address, isBigEndian: order != .littleEndian)
        return try element.unpack(vm, bits)
    }

    func store(
        _ vm: VM, _ address: GuestAddress, _ order: MappedLayout.ByteOrder, _ value: Value
    ) throws(GuestException) {
        if order == .native { return try element.store(vm, address, value) }
        let bits = try element.pack(vm, value)
        vm.ram.store(bits, byteCount: byteCount, at: address, isBigEndian: order != .littleEndian)
    }
}
