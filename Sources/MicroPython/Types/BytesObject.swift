/// `bytes`: the layout of str, the methods of str, and numbers for items (py/objstr.c, v1.29).
enum BytesObject {
    /// `b""` is one object, in flash.
    static func empty(_ vm: VM) -> Value {
        let address = MemoryMap.emptyBytes
        if vm.ram[address] == 0 {
            StrObject.initialize(address, .bytes, data: address + UInt32(StrObject.byteCount), count: 0, vm)
        }
        return Value(address: address)
    }

    /// `bytes()`, `bytes(5)`, `bytes(iterable)`, `bytes(text, encoding)`.
    static func construct(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        if arguments.keywordCount > 0 { throw vm.keywordsNotImplemented() }
        if arguments.count == 0 { return empty(vm) }
        let source = arguments[0]
        if vm.isExactly(source, .bytes) { return source }
        if vm.isStr(source) {
            if arguments.count < 2 || arguments.count > 3 {
                throw vm.error(.typeError, "string argument without an encoding")
            }
            return try encode(vm, arguments)
        }
        if arguments.count > 1 { throw vm.error(.typeError, "wrong number of arguments") }
        if source.isSmallInt {
            if source.smallInt < 0 { throw vm.error(.valueError, arguments: []) }
            let count = Int(source.smallInt)
            let data = try StrObject.allocateText(vm, count: count)
            return try StrObject.adopt(vm, .bytes, data, count: count)
        }
        if let buffer = try vm.buffer(of: source) {
            return try vm.newBytes(vm.ram.bytes(buffer.address, count: buffer.count))
        }
        var buffer = try TextBuffer(capacity: try vm.lengthMaybe(source) ?? 16, vm)
        try vm.forEach(in: source) { item throws(GuestException) in
            let byte = try vm.int(item)
            guard byte >= 0 && byte <= 255 else { throw vm.error(.valueError, "bytes value out of range") }
            try buffer.append(UInt8(byte), vm)
        }
        vm.keep(buffer.address)
        return try vm.newStr(adopting: &buffer, .bytes)
    }

    /// `text.encode(encoding)` and `bytes(text, encoding)`: shares the text's characters.
    static func encode(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let text = arguments[0]
        if let encoding = arguments.optional(1), try StrObject.isASCII(vm, encoding),
            !CodePoints.isASCII(StrObject.bytes(vm, text))
        {
            throw vm.error(.unicodeError, arguments: [])
        }
        let object = try vm.allocate(StrObject.byteCount)
        StrObject.initialize(
            object, .bytes, data: StrObject.data(vm, text), count: StrObject.bytes(vm, text).count, vm)
        return Value(address: object)
    }

    /// `b[i]`, `b[i:j]`.
    static func item(_ vm: VM, _ value: Value, _ index: Value, _ store: Value) throws(GuestException) -> Value {
        guard store == .sentinel else { return .null }
        let bytes = StrObject.bytes(vm, value)
        if vm.isExactly(index, .slice) {
            let range = try SliceObject.plainRange(vm, index, count: bytes.count)
            return try vm.newBytes(UnsafeRawBufferPointer(rebasing: bytes[range]))
        }
        let position = try vm.index(index, count: bytes.count, type: NativeType.bytes.address, isSlice: false)
        return Value(smallInt: Int32(bytes[position]))
    }

    static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        let bytes = StrObject.bytes(vm, value)
        switch kind {
        case .json: try StrObject.printJSON(bytes, printer)
        case .raw: try printer.write(bytes)
        default:
            try printer.write("b")
            try StrObject.printQuotedBytes(bytes, printer)
        }
    }

    /// `data.hex()`, `data.hex(":")`: of bytes, bytearray and memoryview.
    static func hex(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try hex(vm, arguments, .str)
    }

    /// As `hex(_:_:)`, into bytes for `binascii.hexlify`.
    static func hex(_ vm: VM, _ arguments: Arguments, _ kind: NativeType) throws(GuestException) -> Value {
        let bytes = try vm.bytes(of: arguments[0])
        if bytes.isEmpty { return StrObject.empty(vm, kind) }
        var count = bytes.count * 2
        var separator: UInt8?
        if let argument = arguments.optional(1) {
            // Only the first byte counts; of an empty text it is the zero behind it.
            separator = try vm.text(of: argument).first ?? 0
            count += bytes.count - 1
        }
        let data = try StrObject.allocateText(vm, count: count)
        let target = vm.ram.mutableBytes(data, count: count)
        var position = 0
        for (index, byte) in bytes.enumerated() {
            if let separator, index > 0 {
                target[position] = separator
                position += 1
            }
            target[position] = UInt8(hexDigit: byte &>> 4)
            target[position + 1] = UInt8(hexDigit: byte & 15)
            position += 2
        }
        return try StrObject.adopt(vm, kind, data, count: count)
    }

    /// `bytes.fromhex("00 ff")`: the receiver is the type.
    static func fromHex(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let isArray = arguments[0] == NativeType.bytearray.value
        return try fromHex(vm, arguments[1], isArray ? .bytearray : .bytes)
    }

    static func fromHex(_ vm: VM, _ source: Value, _ kind: NativeType) throws(GuestException) -> Value {
        let digits = try vm.bytes(of: source)
        var data = try StrObject.allocateText(vm, count: digits.count / 2)
        let target = vm.ram.mutableBytes(data, count: digits.count / 2)
        var count = 0
        var position = 0
        while position < digits.count {
            let first = digits[position]
            position += 1
            if first.isSpace { continue }
            guard position < digits.count, let high = first.hexValue, let low = digits[position].hexValue else {
                throw vm.error(.valueError, "non-hex digit")
            }
            position += 1
            target[count] = high &<< 4 | low
            count += 1
        }
        if count != digits.count / 2 { data = try vm.reallocate(data, count + 1, .string) }
        return try StrObject.adopt(vm, kind, data, count: count)
    }

    static let type = TypeSlots(
        name: "bytes", make: construct, print: print, binary: StrObject.binary,
        subscript: item, iterate: StrIterator.iterateBytes, buffer: StrObject.buffer, methods: methods)

    /// In the reference's order.
    static let methods: MethodTable = hexMethods + decodeMethod + StrObject.textMethods
    static let hexMethods: MethodTable = ["hex": .range(1...2, hex), "fromhex": classMethod]
    static let decodeMethod: MethodTable = ["decode": .range(1...3, StrObject.decode)]
    private static let classMethod = MethodTable.Member.classMethod(.fixed(2, fromHex))
}
