/// `memoryview`: a window on the memory of another object (py/objarray.c, v1.29). Layout: `ArrayStorage`; `items` is the
/// start of the other object's block, which keeps it alive. A view of a bytearray that grows afterwards shows the old
/// memory, as there.
enum MemoryViewObject {
    private static func construct(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        if arguments.count == 1 && arguments.keywordCount == 0 {
            let view = ofBytesAtOnce(vm, arguments[0].bits)
            if view != 0 { return Value(address: view) }
        }
        return try constructAny(vm, arguments)
    }

    @inline(never) private static func constructAny(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: false)
        let source = arguments[0]
        let buffer = try vm.requiredBuffer(source)
        let element = ElementCode(buffer.elementCode)
        var code = element.code
        if !vm.isStrOrBytes(source), try vm.buffer(of: source, forWriting: true) != nil {
            code |= ArrayStorage.writable
        }
        let view = try ArrayStorage.make(
            vm, .memoryview, code: code, count: buffer.count / (try element.size(vm)), items: buffer.address)
        if ArrayStorage.isView(vm, source) {
            ArrayStorage.setFree(vm, view, ArrayStorage.free(vm, source))
            vm.ram[view.address &+ ArrayStorage.Offset.items] = ArrayStorage.items(vm, source)
        }
        return view
    }

    /// A view of bytes or of a bytearray where its block is free; 0 of anything else.
    @inline(__always) private static func ofBytesAtOnce(_ vm: VM, _ source: UInt32) -> GuestAddress {
        let ram = vm.ram
        let kind = source & 3 == 0 ? ram[source] : 0
        let isWritable = kind == NativeType.bytearray.address
        guard isWritable || kind == NativeType.bytes.address else { return 0 }
        let view = vm.state.pointee.heap.quickBlockNear()
        if view == 0 { return 0 }
        vm.keep(view)
        // Both have their count and their bytes in the same places.
        ArrayStorage.fill(
            view, .memoryview, UInt32(UInt8(ascii: "B") | (isWritable ? ArrayStorage.writable : 0)),
            Int(ram[source &+ StrObject.Offset.count]), ram[source &+ StrObject.Offset.data], ram)
        return view
    }

    /// A view of memory that a native owns.
    static func make(
        _ vm: VM, elementCode: UInt8 = UInt8(ascii: "B"), count: Int, at address: GuestAddress, isWritable: Bool
    ) throws(GuestException) -> Value {
        try ArrayStorage.make(
            vm, .memoryview, code: elementCode | (isWritable ? ArrayStorage.writable : 0), count: count, items: address)
    }

    private static func attribute(
        _ vm: VM, _ view: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        guard store == .sentinel, vm.isName(name, "itemsize") else { return .missing }
        return LoadedAttribute(Value(smallInt: Int32(ArrayStorage.element(vm, view).byteCount)))
    }

    static let type = TypeSlots(
        name: "memoryview", flags: [.equalityChecksOtherType, .allowsStackSlice], make: construct,
        unary: ArrayStorage.unary,
        binary: ArrayStorage.binary, attribute: attribute, subscript: ArrayStorage.item,
        iterate: ArrayIterator.iterate, buffer: ArrayStorage.buffer, methods: ["hex": .range(1...2, BytesObject.hex)])
}
