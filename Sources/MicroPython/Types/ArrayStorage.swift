/// What `bytearray`, `array.array` and `memoryview` share: `type, code | free << 8, count, items` (16 bytes; py/objarray.c,
/// v1.29). `free` counts elements that are allocated but not used; in a memoryview it is the offset of its first
/// element, and bit 7 of the code says that it may be written to.
enum ArrayStorage {
    static let byteCount = 16
    static let writable: UInt8 = 0x80

    enum Offset {
        static let code: UInt32 = 4
        static let count: UInt32 = 8
        static let items: UInt32 = 12
    }

    @inline(__always) static func element(_ vm: VM, _ array: Value) -> ElementCode {
        ElementCode(vm.ram[byte: array.address &+ Offset.code] & ~writable)
    }

    @inline(__always) static func count(_ vm: VM, _ array: Value) -> Int { Int(vm.ram[array.address &+ Offset.count]) }
    @inline(__always) static func items(_ vm: VM, _ array: Value) -> GuestAddress {
        vm.ram[array.address &+ Offset.items]
    }
    @inline(__always) static func free(_ vm: VM, _ array: Value) -> Int {
        Int(vm.ram[array.address &+ Offset.code] &>> 8)
    }

    static func setFree(_ vm: VM, _ array: Value, _ free: Int) {
        let word = array.address &+ Offset.code
        vm.ram[word] = vm.ram[word] & 0xFF | UInt32(truncatingIfNeeded: free) &<< 8
    }

    static func setCount(_ vm: VM, _ array: Value, _ count: Int) {
        vm.ram[array.address &+ Offset.count] = UInt32(truncatingIfNeeded: count)
    }

    @inline(__always) static func isView(_ vm: VM, _ value: Value) -> Bool { vm.isExactly(value, .memoryview) }

    /// Whether the value is one of the three types.
    static func isArray(_ vm: VM, _ value: Value) -> Bool {
        guard value.isAddress else { return false }
        let type = vm.ram[value.address]
        return type == NativeType.bytearray.address || type == NativeType.array.address
            || type == NativeType.memoryview.address
    }

    /// An object for items that exist.
    static func make(
        _ vm: VM, _ type: NativeType, code: UInt8, count: Int, items: GuestAddress
    ) throws(GuestException) -> Value {
        let address = try vm.allocate(byteCount)
        fill(address, type, UInt32(code), count, items, vm.ram)
        return Value(address: address)
    }

    /// An array of zeros: the object, then its items.
    static func make(_ vm: VM, _ element: ElementCode, count: Int) throws(GuestException) -> Value {
        let size = try element.size(vm)
        let type: NativeType = element.code == ElementCode.byteArray ? .bytearray : .array
        let array = try make(vm, type, code: element.code, count: count, items: 0)
        vm.ram[array.address &+ Offset.items] = try vm.allocate(size * count, .buffer)
        return array
    }

    /// Where the first element lies, also of a memoryview.
    @inline(__always) static func start(_ vm: VM, _ array: Value) -> GuestAddress {
        let items = items(vm, array)
        if !isView(vm, array) { return items }
        return items &+ UInt32(truncatingIfNeeded: free(vm, array) * element(vm, array).byteCount)
    }

    static func buffer(_ vm: VM, _ array: Value, _ forWriting: Bool) throws(GuestException) -> GuestBuffer? {
        if forWriting && isView(vm, array) && vm.ram[byte: array.address &+ Offset.code] & writable == 0 { return nil }
        let element = element(vm, array)
        return GuestBuffer(
            address: start(vm, array), count: count(vm, array) * (try element.size(vm)),
            elementCode: element.code == ElementCode.byteArray ? UInt8(ascii: "B") : element.code)
    }

    static func unary(_ vm: VM, _ operation: UnaryOperator, _ array: Value) throws(GuestException) -> Value {
        switch operation {
        case .bool: Value(count(vm, array) != 0)
        case .len: Value(smallInt: Int32(truncatingIfNeeded: count(vm, array)))
        default: .null
        }
    }
}
