/// `bytearray`: bytes that change, with the methods of `bytes` (py/objarray.c, v1.29). Layout: `ArrayStorage`.
enum ByteArrayObject {
    static let element = ElementCode(ElementCode.byteArray)

    /// A copy.
    static func make(_ vm: VM, _ bytes: UnsafeRawBufferPointer) throws(GuestException) -> Value {
        let array = try ArrayStorage.make(vm, element, count: bytes.count)
        vm.ram.copy(bytes, to: ArrayStorage.items(vm, array))
        return array
    }

    /// Takes over a block.
    static func make(_ vm: VM, adopting data: GuestAddress, count: Int) throws(GuestException) -> Value {
        try ArrayStorage.make(vm, .bytearray, code: ElementCode.byteArray, count: count, items: data)
    }

    private static func construct(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 3, keywords: false)
        if arguments.count == 0 { return try ArrayStorage.make(vm, element, count: 0) }
        let source = arguments[0]
        if vm.isInt(source) {
            // A negative count is a huge one: no such memory.
            let count = Int(UInt32(truncatingIfNeeded: try vm.int(source)))
            return try ArrayStorage.make(vm, element, count: count)
        }
        if vm.isStr(source) && arguments.count == 1 {
            throw vm.error(.typeError, "string argument without an encoding")
        }
        return try ArrayStorage.construct(vm, element, from: source)
    }

    private static func print(
        _ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind
    ) throws(GuestException) {
        try printer.write("bytearray(b")
        try StrObject.printQuotedBytes(StrObject.bytes(vm, value), printer)
        try printer.write(")")
    }

    static let type = TypeSlots(
        name: "bytearray", flags: [.equalityChecksOtherType, .allowsStackSlice], make: construct, print: print,
        unary: ArrayStorage.unary, binary: ArrayStorage.binary, subscript: ArrayStorage.item,
        iterate: ArrayIterator.iterate, buffer: ArrayStorage.buffer,
        methods: ArrayStorage.growthMethods + BytesObject.methods)
}
