/// `uctypes`: memory of the guest's address space as structures and bytes (extmod/moductypes.c, v1.29).
enum UctypesModule {
    static func members(of firmware: Firmware) -> MethodTable {
        firmware.floatWidth == .none ? functions + constants : functions + constants + floats
    }

    private static let functions: MethodTable = [
        "struct": .type(.mappedStruct),
        "sizeof": .range(1...2, sizeOf),
        "addressof": .fixed(1) { vm, arguments throws(GuestException) in
            try vm.newInt(Int(vm.requiredBuffer(arguments[0]).address))
        },
        "bytes_at": .fixed(2) { vm, arguments throws(GuestException) in
            let (address, count) = try range(vm, arguments)
            return try vm.newBytes(vm.ram.bytes(address, count: count))
        },
        "bytearray_at": .fixed(2) { vm, arguments throws(GuestException) in
            let (address, count) = try range(vm, arguments)
            return try ByteArrayObject.make(vm, adopting: address, count: count)
        },
    ]

    private static func range(
        _ vm: VM, _ arguments: Arguments
    ) throws(GuestException) -> (address: GuestAddress, count: Int) {
        let count = UInt32(truncatingIfNeeded: try vm.int(truncating: arguments[1]))
        return (UInt32(truncatingIfNeeded: try vm.int(truncating: arguments[0])), Int(count))
    }

    private static func sizeOf(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var descriptor = arguments[0]
        if vm.isExactly(descriptor, .bytearray) { return try vm.length(descriptor) }
        var order = MappedLayout.ByteOrder.native
        if vm.isExactly(descriptor, .mappedStruct) {
            guard arguments.count == 1 else { throw vm.error(.typeError, arguments: []) }
            order = MappedStruct.order(vm, descriptor)
            descriptor = MappedStruct.descriptor(vm, descriptor)
        } else if let given = arguments.optional(1) {
            order = MappedLayout.ByteOrder(rawValue: try vm.int(given))
        }
        var layout = MappedLayout(vm, order)
        return Value(smallInt: Int32(truncatingIfNeeded: try layout.size(of: descriptor)))
    }

    private static func scalar(_ scalar: MappedScalar) -> MethodTable.Member { .int(MappedLayout.Item.constant(scalar)) }

    private static let constants: MethodTable = [
        "NATIVE": .int(MappedLayout.ByteOrder.native.rawValue),
        "LITTLE_ENDIAN": .int(MappedLayout.ByteOrder.littleEndian.rawValue),
        "BIG_ENDIAN": .int(MappedLayout.ByteOrder.bigEndian.rawValue),
        "VOID": scalar(.uint8),
        "UINT8": scalar(.uint8), "INT8": scalar(.int8), "UINT16": scalar(.uint16), "INT16": scalar(.int16),
        "UINT32": scalar(.uint32), "INT32": scalar(.int32), "UINT64": scalar(.uint64), "INT64": scalar(.int64),
        "BFUINT8": scalar(.bitsUInt8), "BFINT8": scalar(.bitsInt8), "BFUINT16": scalar(.bitsUInt16),
        "BFINT16": scalar(.bitsInt16), "BFUINT32": scalar(.bitsUInt32), "BFINT32": scalar(.bitsInt32),
        "BF_POS": .int(MappedLayout.Item.bitPosition), "BF_LEN": .int(MappedLayout.Item.bitLength),
        // The names of C, as a 32-bit machine has them.
        "SHORT": scalar(.int16), "USHORT": scalar(.uint16), "INT": scalar(.int32), "UINT": scalar(.uint32),
        "LONG": scalar(.int32), "ULONG": scalar(.uint32), "LONGLONG": scalar(.int64), "ULONGLONG": scalar(.uint64),
        "PTR": .int(MappedLayout.Item.constant(.pointer)), "ARRAY": .int(MappedLayout.Item.constant(.array)),
    ]

    private static let floats: MethodTable = ["FLOAT32": scalar(.float32), "FLOAT64": scalar(.float64)]
}
