/// `str`: UTF-8 text that never changes. On the heap 16 bytes, `type, hash, count, data`, and a block with the
/// characters and a zero byte; short-lived names and single characters are interned strings instead (py/objstr.c and
/// py/objstrunicode.c, v1.29).
///
/// `bytes` has the same layout, and `bytearray` the same third and fourth word: what reads characters serves all three.
enum StrObject {
    static let byteCount = 16

    enum Offset {
        /// 0: not computed yet.
        static let hash: UInt32 = 4
        /// In bytes.
        static let count: UInt32 = 8
        static let data: UInt32 = 12
    }

    static func initialize(_ object: GuestAddress, _ type: NativeType, data: GuestAddress, count: Int, _ vm: VM) {
        vm.ram[object] = type.address
        vm.ram[object &+ Offset.hash] = 0
        vm.ram[object &+ Offset.count] = UInt32(truncatingIfNeeded: count)
        vm.ram[object &+ Offset.data] = data
    }

    /// The characters of a str, bytes or bytearray.
    @inline(__always) static func bytes(_ vm: VM, _ value: Value) -> UnsafeRawBufferPointer {
        if value.isQstr { return vm.text(value.qstr) }
        return vm.ram.bytes(
            vm.ram[value.address &+ Offset.data], count: Int(vm.ram[value.address &+ Offset.count]))
    }

    /// Where the characters of a str, bytes or bytearray lie.
    static func data(_ vm: VM, _ value: Value) -> GuestAddress {
        value.isQstr ? vm.address(of: value.qstr) : vm.ram[value.address &+ Offset.data]
    }

    /// `len(x)` of a str or bytes: characters or bytes.
    static func length(_ vm: VM, _ value: Value) throws(GuestException) -> Int {
        vm.isStr(value) ? CodePoints.count(bytes(vm, value)) : bytes(vm, value).count
    }

    /// The hash of a str or bytes. The reference computes it when it makes the object; nobody can tell.
    static func hash(_ vm: VM, _ value: Value) -> UInt32 {
        if value.isQstr { return vm.hash(value.qstr) }
        let known = vm.ram[value.address &+ Offset.hash]
        if known != 0 { return known }
        let hash = vm.hash(bytes(vm, value))
        vm.ram[value.address &+ Offset.hash] = hash
        return hash
    }

    /// Which of str, bytes and bytearray a receiver is.
    @inline(__always) static func kind(_ vm: VM, _ value: Value) -> NativeType {
        if value.isQstr { return .str }
        let type = vm.ram[value.address]
        return type == NativeType.str.address ? .str : type == NativeType.bytes.address ? .bytes : .bytearray
    }

    /// A copy of characters as str, bytes or bytearray, whichever the receiver of a method is.
    static func make(
        _ vm: VM, _ kind: NativeType, _ bytes: UnsafeRawBufferPointer
    ) throws(GuestException) -> Value {
        switch kind {
        case .str: try vm.newStr(bytes)
        case .bytearray: try ByteArrayObject.make(vm, bytes)
        default: try vm.newBytes(bytes)
        }
    }

    /// An object and the block of its `count` characters and the zero byte, yet to be written: what the reference
    /// allocates for a copy, in its order.
    static func allocateCopy(
        _ vm: VM, _ type: NativeType, count: Int
    ) throws(GuestException) -> (object: GuestAddress, data: GuestAddress) {
        let object = try vm.allocate(byteCount)
        initialize(object, type, data: 0, count: count, vm)
        let data = try vm.allocate(count + 1, .string)
        vm.ram[object &+ Offset.data] = data
        return (object, data)
    }

    static func copy(_ vm: VM, _ type: NativeType, _ bytes: UnsafeRawBufferPointer) throws(GuestException) -> Value {
        let (object, data) = try allocateCopy(vm, type, count: bytes.count)
        vm.ram.copy(bytes, to: data)
        return Value(address: object)
    }

    /// A block for `count` characters that are written before they become an object by `adopt`.
    @inline(__always) static func allocateText(_ vm: VM, count: Int) throws(GuestException) -> GuestAddress {
        if count >= Int(Int32.max) { throw vm.memoryError(count + 1) }
        return try vm.allocate(count + 1, .string)
    }

    /// A str, bytes or bytearray whose characters fill a block of `count + 1` bytes. A str that is interned already
    /// frees the block.
    static func adopt(
        _ vm: VM, _ kind: NativeType, _ data: GuestAddress, count: Int
    ) throws(GuestException) -> Value {
        if kind == .str, count < 256, let name = vm.findInterned(vm.ram.bytes(data, count: count)) {
            vm.free(data)
            return Value(name)
        }
        return try adopt(vm, data, count: count, neverInterned: kind)
    }

    /// "" or b"".
    static func empty(_ vm: VM, _ kind: NativeType) -> Value {
        kind == .str ? Value(.empty) : BytesObject.empty(vm)
    }
}

extension VM {
    @inline(__always) func isStr(_ value: Value) -> Bool {
        value.isQstr || value.isAddress && ram[value.address] == NativeType.str.address
    }

    @inline(__always) func isStrOrBytes(_ value: Value) -> Bool {
        value.isQstr
            || value.isAddress
                && (ram[value.address] == NativeType.str.address || ram[value.address] == NativeType.bytes.address)
    }

    /// A str with a copy of the characters, or the interned string that equals it; UnicodeError where they are no UTF-8.
    public func newStr(_ bytes: UnsafeRawBufferPointer) throws(GuestException) -> Value {
        if !CodePoints.isValid(bytes) { throw error(.unicodeError, arguments: []) }
        if bytes.count < 256, let name = findInterned(bytes) { return Value(name) }
        return try StrObject.copy(self, .str, bytes)
    }

    /// As `newStr(_:)`, for text of the host.
    public func newStr(_ text: String) throws(GuestException) -> Value {
        var text = text
        let result: Result<Value, GuestException> = text.withUTF8 { utf8 in
            do throws(GuestException) { return .success(try newStr(UnsafeRawBufferPointer(utf8))) } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Bytes with a copy.
    public func newBytes(_ bytes: UnsafeRawBufferPointer) throws(GuestException) -> Value {
        try StrObject.copy(self, .bytes, bytes)
    }

    /// As `newBytes(_:)`, for bytes of the host.
    public func newBytes(_ bytes: [UInt8]) throws(GuestException) -> Value {
        try bytes.withUnsafeBufferPointer { bytes throws(GuestException) in
            try newBytes(UnsafeRawBufferPointer(bytes))
        }
    }

    /// A str, bytes or bytearray that takes over a buffer, cut to its text and a zero byte. A str that is interned
    /// already frees the buffer.
    func newStr(adopting buffer: inout TextBuffer, _ type: NativeType = .str) throws(GuestException) -> Value {
        let count = buffer.count
        if type == .str, count < 256, let name = findInterned(buffer.bytes(self)) {
            buffer.free(self)
            return Value(name)
        }
        let data =
            buffer.capacity == count + 1 ? buffer.address : try reallocate(buffer.address, count + 1, .string)
        return try StrObject.adopt(self, data, count: count, neverInterned: type)
    }

    /// As `newStr(adopting:)`, for text from outside: UnicodeError where it is no UTF-8.
    func newStr(adoptingUnchecked buffer: inout TextBuffer) throws(GuestException) -> Value {
        if !CodePoints.isValid(buffer.bytes(self)) { throw error(.unicodeError, arguments: []) }
        return try newStr(adopting: &buffer)
    }

    /// The characters of a str or bytes, or TypeError.
    public func text(of value: Value) throws(GuestException) -> UnsafeRawBufferPointer {
        if isStrOrBytes(value) { return StrObject.bytes(self, value) }
        throw badConversion(value)
    }

    /// The name that a str stands for, interned now if it was not; TypeError for other values.
    public func qstr(_ value: Value) throws(GuestException) -> Qstr {
        if value.isQstr { return value.qstr }
        if isStr(value) { return try intern(StrObject.bytes(self, value)) }
        throw badConversion(value)
    }

    /// A str or bytes as host text, or TypeError.
    public func string(of value: Value) throws(GuestException) -> String {
        String(decoding: try text(of: value), as: UTF8.self)
    }

    /// What operations on str say of other values, and the other way round.
    func badConversion(_ value: Value) -> GuestException {
        if firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue {
            return error(.typeError, "can't convert to str implicitly")
        }
        return error(
            .typeError, "can't convert '%q' object to %q implicitly", .typeName(value, self),
            .name(Qstr(isStr(value) ? .bytes : .str)))
    }
}

extension StrObject {
    /// As `adopt`, after the search among the interned strings.
    static func adopt(
        _ vm: VM, _ data: GuestAddress, count: Int, neverInterned kind: NativeType
    ) throws(GuestException) -> Value {
        vm.ram[byte: data &+ UInt32(count)] = 0
        if kind == .bytearray { return try ByteArrayObject.make(vm, adopting: data, count: count) }
        let object = try vm.allocate(byteCount)
        initialize(object, kind, data: data, count: count, vm)
        return Value(address: object)
    }

    static let type = TypeSlots(
        name: "str", make: construct, print: print, unary: unary, binary: binary, subscript: item,
        iterate: StrIterator.iterate, buffer: buffer, methods: methods)

    /// In the reference's order.
    static let methods: MethodTable = textMethods + ["encode": .range(1...3, BytesObject.encode)]

    /// What str, bytes and bytearray share.
    static let textMethods: MethodTable = [
        "find": .range(2...4, find), "rfind": .range(2...4, rfind), "index": .range(2...4, index),
        "rindex": .range(2...4, rindex), "join": .fixed(2, join), "split": .range(1...3, split),
        "splitlines": .keywords(1, splitLines), "rsplit": .range(1...3, rsplit),
        "startswith": .range(2...4, startsWith), "endswith": .range(2...4, endsWith), "strip": .range(1...2, strip),
        "lstrip": .range(1...2, lstrip), "rstrip": .range(1...2, rstrip), "format": .keywords(1, format),
        "replace": .range(3...4, replace), "count": .range(2...4, count), "partition": .fixed(2, partition),
        "rpartition": .fixed(2, rpartition), "center": .fixed(2, center), "lower": .fixed(1, lower),
        "upper": .fixed(1, upper), "isspace": .fixed(1, isSpace), "isalpha": .fixed(1, isAlpha),
        "isdigit": .fixed(1, isDigit), "isupper": .fixed(1, isUpper), "islower": .fixed(1, isLower),
    ]
}
