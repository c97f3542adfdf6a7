/// `int`: small ints are words; larger ones are objects `type, sign | fixed << 1 | capacity << 2, count, digits`
/// (py/objint_mpz.c, v1.29).
///
/// As there, results of `-x`, `~x`, `divmod`, `pow` with three arguments and `from_bytes` stay objects even where they
/// would fit a word: only their identity shows it.
enum IntObject {
    static let byteCount = 16

    enum Offset {
        static let flags: UInt32 = 4
        static let count: UInt32 = 8
        static let digits: UInt32 = 12
    }

    /// An object of its own, 0 until `finish`.
    @inline(__always) static func allocate(_ vm: VM) throws(GuestException) -> GuestAddress {
        let address = try vm.allocate(byteCount)
        vm.ram[address] = NativeType.int.address
        return address
    }

    /// Puts the host's handle into an object.
    @inline(__always) static func fill(_ address: GuestAddress, _ number: BigInt, _ vm: VM) {
        vm.ram[address &+ Offset.flags] =
            (number.isNegative ? 1 : 0) | UInt32(truncatingIfNeeded: number.capacity) &<< 2
        vm.ram[address &+ Offset.count] = UInt32(truncatingIfNeeded: number.count)
        vm.ram[address &+ Offset.digits] = number.digits
    }

    /// An operand for a small int or an int object.
    @inline(__always) static func operand(_ value: Value, _ vm: VM) -> BigOperand {
        if value.isSmallInt { return BigOperand(Int(value.smallInt)) }
        let address = value.address
        let flags = vm.ram[address &+ Offset.flags]
        return BigOperand(
            isNegative: flags & 1 != 0, count: Int(vm.ram[address &+ Offset.count]), capacity: Int(flags &>> 2),
            small: 0, digits: vm.ram[address &+ Offset.digits])
    }

    /// An object for a number of up to 64 bits, whether or not it would fit a word (mp_obj_new_int_from_ll).
    static func makeObject(_ vm: VM, _ magnitude: UInt64, isNegative: Bool) throws(GuestException) -> Value {
        let address = try allocate(vm)
        var number = BigInt()
        try number.reserve(BigInt.longDigits, vm)
        number.isNegative = isNegative
        number.store(UInt128(magnitude), vm)
        fill(address, number, vm)
        return Value(address: address)
    }

    /// A constant of the firmware, such as `sys.maxsize`.
    static func inFlash(_ vm: VM, _ value: Int) -> Value {
        if Value.fitsSmallInt(value) { return Value(smallInt: Int32(value)) }
        let address = vm.state.pointee.flash.allocate(byteCount)
        vm.ram[address] = NativeType.int.address
        var number = BigInt(isNegative: value < 0, capacity: BigInt.longDigits)
        number.digits = vm.state.pointee.flash.allocate(16)
        number.store(UInt128(value.magnitude), vm)
        fill(address, number, vm)
        return Value(address: address)
    }

    /// `-x`, `hash(x)` and so on.
    static func unary(_ vm: VM, _ operation: UnaryOperator, _ value: Value) throws(GuestException) -> Value {
        value.isSmallInt ? try smallUnary(vm, operation, value) : try largeUnary(vm, operation, value)
    }

    /// `a + b` and so on; one of the two is an int. The engine comes here when its own cases for small ints fail.
    static func binary(_ vm: VM, _ operation: BinaryOperator, _ a: Value, _ b: Value) throws(GuestException) -> Value {
        if a.isSmallInt && b.isSmallInt {
            return try smallBinary(vm, operation, Int(a.smallInt), Int(b.smallInt))
        }
        return try mixedBinary(vm, operation, a, b)
    }

    private static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 2, keywords: false)
        if arguments.count == 0 { return Value(smallInt: 0) }
        if arguments.count == 2 {
            let text = try vm.text(of: arguments[0])
            return try NumberParsing.integer(vm, text, base: try vm.int(arguments[1]))
        }
        let value = arguments[0]
        if let converted = try vm.converted(value, .int) { return converted }
        if let text = try vm.buffer(of: value) {
            return try NumberParsing.integer(vm, vm.ram.bytes(text.address, count: text.count), base: 10)
        }
        if vm.isFloat(value) { return try vm.newInt(truncating: FloatObject.double(value, vm)) }
        throw vm.cannotConvert(value, to: "int")
    }

    static let type = TypeSlots(
        name: "int", make: make, print: print, unary: unary, binary: binary, methods: methods)

    static let methods: MethodTable = [
        "from_bytes": .classMethod(.range(2...4, fromBytes)),
        "to_bytes": .keywords(1, toBytes),
    ]
}
