/// The door through which lexer, parser, compiler and the .mpy reader reach the guest's types.
struct GuestObjects: CompilerObjects {
    // MARK: Numbers

    func largeInteger(
        _ digits: UnsafeRawBufferPointer, isNegative: Bool, base: Int, _ vm: VM
    ) throws(GuestException) -> (value: Value, digitCount: Int) {
        try NumberParsing.largeInteger(vm, digits, isNegative: isNegative, base: base)
    }

    func float(_ value: Double, _ vm: VM) throws(GuestException) -> Value { try vm.newFloat(value) }
    func imaginary(_ value: Double, _ vm: VM) throws(GuestException) -> Value { try ComplexObject.make(vm, 0, value) }
    func isInteger(_ value: Value, _ vm: VM) -> Bool { vm.isInt(value) }
    func isFloat(_ value: Value, _ vm: VM) -> Bool { vm.type(of: value) == NativeType.float.address }

    func unary(_ operation: FoldedUnary, _ value: Value, _ vm: VM) throws(GuestException) -> Value {
        let result =
            switch operation {
            case .positive: try vm.unary(.positive, value)
            case .negative: try vm.unary(.negative, value)
            case .invert: try vm.unary(.invert, value)
            }
        // mpy-cross runs on a 64-bit host, where 0x40000000 is a small int, and so is what becomes of it.
        if vm.firmware.name == "mpy-cross", vm.isInt(result), !result.isSmallInt {
            let number = IntObject.operand(result, vm)
            if number.bitCount(vm.ram) < 32 {
                let magnitude = Int(number.low64(vm.ram))
                let small = number.isNegative ? -magnitude : magnitude
                if Value.fitsSmallInt(small) { return Value(smallInt: Int32(small)) }
            }
        }
        return result
    }

    func binary(
        _ operation: FoldedBinary, _ left: Value, _ right: Value, _ vm: VM
    ) throws(GuestException) -> Value {
        let operation = BinaryOperator(rawValue: BinaryOperator.or.rawValue + operation.rawValue)!
        return try vm.binary(operation, left, right)
    }

    func areEqualNumbers(_ a: Value, _ b: Value, _ vm: VM) -> Bool {
        do throws(GuestException) { return try vm.equal(a, b) } catch { return false }
    }

    func isNegativeFloat(_ value: Value, _ vm: VM) -> Bool { FloatObject.double(value, vm).sign == .minus }

    func numberText(_ value: Value, _ vm: VM) throws(GuestException) -> String {
        try vm.hostText { printer throws(GuestException) in try vm.print(value, printer, .repr) }
    }

    func integer(_ text: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> Value {
        try NumberParsing.integer(vm, text, base: 10)
    }

    func float(
        _ text: UnsafeRawBufferPointer, isComplex: Bool, _ vm: VM
    ) throws(GuestException) -> Value {
        try NumberParsing.decimal(vm, text, isComplex: isComplex)
    }

    // MARK: Text and tuples

    func string(_ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> Value {
        try StrObject.copy(vm, .str, bytes)
    }

    func bytes(_ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> Value {
        try vm.newBytes(bytes)
    }

    func tuple(itemCount: Int, _ vm: VM) throws(GuestException) -> Value {
        try TupleObject.make(vm, count: itemCount)
    }

    func str(buffer: GuestAddress, count: Int, _ vm: VM) throws(GuestException) -> Value {
        try StrObject.adopt(vm, .str, buffer, count: count)
    }

    func bytes(buffer: GuestAddress, count: Int, _ vm: VM) throws(GuestException) -> Value {
        try StrObject.adopt(vm, .bytes, buffer, count: count)
    }

    var emptyTuple: Value { Value(address: TupleObject.empty) }
    func emptyBytes(_ vm: VM) -> Value { BytesObject.empty(vm) }
    var ellipsis: Value { Value(address: MemoryMap.ellipsis) }

    func kind(_ value: Value, _ vm: VM) -> ConstantKind {
        if value == .none { return .none }
        if value.isBool { return value == .true ? .true : .false }
        if value == ellipsis { return .ellipsis }
        switch vm.type(of: value) {
        case NativeType.str.address: return .str(StrObject.bytes(vm, value))
        case NativeType.bytes.address: return .bytes(StrObject.bytes(vm, value))
        case NativeType.float.address: return .float
        case NativeType.complex.address: return .complex
        case NativeType.tuple.address:
            return .tuple(
                items: TupleObject.items(value.address), count: TupleObject.count(value.address, vm.ram))
        default: return .int
        }
    }

    func isTrue(_ value: Value, _ vm: VM) -> Bool {
        do throws(GuestException) { return try vm.isTrue(value) } catch { return false }
    }

    func moduleConstant(_ module: Qstr, _ attribute: Qstr, _ vm: VM) -> Value? {
        vm.foldableModuleConstant(module, attribute)
    }

    // MARK: Errors

    func error(_ kind: SyntaxErrorKind, _ message: String, _ vm: VM) -> GuestException {
        vm.error(type(of: kind), message)
    }

    func formattedError(_ kind: SyntaxErrorKind, _ message: String, _ vm: VM) -> GuestException {
        vm.error(type(of: kind), "%s", .text(message))
    }

    func valueError(_ message: String, _ vm: VM) -> GuestException { vm.error(.valueError, message) }
    func runtimeError(_ message: String, _ vm: VM) -> GuestException { vm.error(.runtimeError, message) }

    func addTraceback(_ exception: GuestException, file: Qstr, line: Int, _ vm: VM) {
        addTraceback(exception, file: file, line: line, block: .none, vm)
    }

    func addTraceback(_ exception: GuestException, file: Qstr, line: Int, block: Qstr, _ vm: VM) {
        ExceptionObject.addTraceback(
            ExceptionObject.native(exception.value, vm), file: file, line: line, block: block, vm)
    }

    private func type(of kind: SyntaxErrorKind) -> NativeType {
        switch kind {
        case .syntaxError: .syntaxError
        case .indentationError: .indentationError
        case .valueError: .valueError
        case .notImplementedError: .notImplementedError
        }
    }
}
