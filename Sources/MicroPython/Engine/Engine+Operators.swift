/// Operators: the slow paths behind the small-int ones.
extension Engine {
    /// Arithmetic on anything but two small ints whose result is one. 0: an exception is pending.
    @inline(never) static func arithmetic(
        _ vm: VM, _ ip: IP, _ code: CodePointer, _ left: UInt32, _ right: UInt32
    ) -> UInt32 {
        vm.engine.pointee.ip = ip
        let operation = vm.operation(at: ip, code)
        if let value = floatArithmetic(vm, operation, left, right) { return value }
        return native(vm) { () throws(GuestException) in
            try vm.binary(operation, Value(bits: left), Value(bits: right))
        }
    }

    /// Floats with each other or with small ints, boxed. Nil for what is none of these, or where the heap has no room.
    @inline(__always) private static func floatArithmetic(
        _ vm: VM, _ operation: BinaryOperator, _ left: UInt32, _ right: UInt32
    ) -> UInt32? {
        guard let a = float(vm, left), let b = float(vm, right), left & right & 1 == 0 else { return nil }
        let result: Double
        switch operation {
        case .add, .inplaceAdd: result = a + b
        case .subtract, .inplaceSubtract: result = a - b
        case .multiply, .inplaceMultiply: result = a * b
        default: return nil
        }
        let address = vm.state.pointee.heap.quickBlock(vm.ram)
        if address == 0 { return nil }
        vm.ram[address] = NativeType.float.address
        FloatObject.store(result, address, vm)
        return address
    }

    @inline(__always) private static func float(_ vm: VM, _ word: UInt32) -> Double? {
        if word & 1 != 0 { return Double(Int32(bitPattern: word) &>> 1) }
        guard word & 3 == 0, vm.ram[word] == NativeType.float.address else { return nil }
        return FloatObject.double(Value(bits: word), vm)
    }

    @inline(never) static func binary(_ vm: VM, _ ip: IP, _ left: UInt32, _ right: UInt32) -> UInt32 {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        guard let operation = BinaryOperator(rawValue: UInt8(truncatingIfNeeded: ip.pointee.d)) else { return 0 }
        return native(vm) { () throws(GuestException) in
            try vm.binary(operation, Value(bits: left), Value(bits: right))
        }
    }

    @inline(never) static func unary(_ vm: VM, _ ip: IP, _ value: UInt32) -> UInt32 {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        guard let operation = UnaryOperator(rawValue: UInt8(truncatingIfNeeded: ip.pointee.c)) else { return 0 }
        return native(vm) { () throws(GuestException) in try vm.unary(operation, Value(bits: value)) }
    }

    /// A fused comparison and branch: 1 to jump, 0 not to, -1: an exception is pending.
    @inline(never) static func compare(_ vm: VM, _ ip: IP, _ left: UInt32, _ right: UInt32) -> Int {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let whenTrue = ip.pointee.c & 1 != 0
        guard let operation = BinaryOperator(rawValue: UInt8(truncatingIfNeeded: ip.pointee.c >> 1)) else { return 0 }
        let mark = vm.openScope()
        defer { vm.closeScope(mark) }
        do throws(GuestException) {
            let result = try vm.binary(operation, Value(bits: left), Value(bits: right))
            return try vm.isTrue(result) == whenTrue ? 1 : 0
        } catch {
            vm.engine.pointee.pending = error.value
            return -1
        }
    }

    /// The truth of a value that is neither True nor False; -1: an exception is pending.
    @inline(never) static func isTrue(_ vm: VM, _ ip: IP, _ value: UInt32) -> Int {
        if value & 1 != 0 { return value == 1 ? 0 : 1 }
        if value == Value.none.bits { return 0 }
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let mark = vm.openScope()
        defer { vm.closeScope(mark) }
        do throws(GuestException) {
            return try vm.isTrue(Value(bits: value)) ? 1 : 0
        } catch {
            vm.engine.pointee.pending = error.value
            return -1
        }
    }

    @inline(never) static func subscripted(
        _ vm: VM, _ ip: IP, _ object: UInt32, _ index: UInt32, _ store: UInt32
    ) -> UInt32 {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        return native(vm) { () throws(GuestException) in
            try vm.subscripted(Value(bits: object), Value(bits: index), store: Value(bits: store))
        }
    }

    @inline(__always) static func floorQuotient(_ a: Int32, _ b: Int32) -> Int32 {
        let quotient = a / b
        return a % b < 0 ? quotient &- 1 : quotient
    }

    @inline(__always) static func floorRemainder(_ a: Int32, _ b: Int32) -> Int32 {
        let remainder = a % b
        return remainder < 0 ? remainder &+ b : remainder
    }
}

extension VM {
    /// The operator of an arithmetic instruction, plain or in place, as the bytecode has it.
    func operation(at ip: IP, _ code: CodePointer) -> BinaryOperator {
        let offset = Int(code.pointee.offsets[ip - code.pointee.entry])
        let start = code.pointee.bytecode &+ UInt32(code.pointee.prelude.codeOffset + offset)
        return BinaryOperator(rawValue: ram[byte: start] &- Opcode.binaryOp.rawValue) ?? .add
    }
}
