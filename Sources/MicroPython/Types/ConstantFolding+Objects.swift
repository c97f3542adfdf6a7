/// Text, tuples and errors.
extension GuestConstants {
    var emptyTuple: Value { Value(address: MemoryMap.emptyTuple) }
    var ellipsis: Value { Value(address: MemoryMap.ellipsis) }

    func string(_ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> Value {
        try StrObject.copy(vm, .str, bytes)
    }

    func bytes(_ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> Value {
        try StrObject.copy(vm, .bytes, bytes)
    }

    func tuple(itemCount: Int, _ vm: VM) throws(GuestException) -> Value { try TupleObject.make(vm, count: itemCount) }

    func isTrue(_ value: Value, _ vm: VM) -> Bool {
        // Constants have no `__bool__` that could raise.
        (try? vm.isTrue(value)) ?? true
    }

    /// Modules whose constants the parser puts in place of their names (py/parse.c mp_constants_table, v1.29).
    /// Not modelled: `uctypes`.
    func moduleConstant(_ module: Qstr, _ attribute: Qstr, _ vm: VM) -> Value? {
        let name = vm.string(attribute)
        switch vm.string(module) {
        case "errno":
            return ErrorNumber.names.first { $0.name == name }.map { Value(smallInt: Int32($0.number)) }
        case "math":
            if vm.hasNoFloats { return nil }
            return FloatObject.mathConstants.first { $0.key == name }.map { FloatObject.inFlash(vm, $0.value) }
        default: return nil
        }
    }

    func error(_ kind: SyntaxErrorKind, _ message: String, _ vm: VM) -> GuestException {
        vm.error(type(of: kind), message)
    }

    func formattedError(_ kind: SyntaxErrorKind, _ message: String, _ vm: VM) -> GuestException {
        vm.error(type(of: kind), "%s", .text(message))
    }

    func runtimeError(_ message: String, _ vm: VM) -> GuestException { vm.error(.runtimeError, message) }

    func valueError(_ message: String, _ vm: VM) -> GuestException { vm.error(.valueError, message) }

    private func type(of kind: SyntaxErrorKind) -> NativeType {
        switch kind {
        case .syntaxError: .syntaxError
        case .indentationError: .indentationError
        case .valueError: .valueError
        case .notImplementedError: .notImplementedError
        }
    }

    func addTraceback(_ exception: GuestException, file: Qstr, line: Int, _ vm: VM) {
        ExceptionObject.addTraceback(exception.value, file: file, line: line, block: .none, vm)
    }

    func addTraceback(_ exception: GuestException, file: Qstr, line: Int, block: Qstr, _ vm: VM) {
        ExceptionObject.addTraceback(exception.value, file: file, line: line, block: block, vm)
    }

    func areEqualNumbers(_ a: Value, _ b: Value, _ vm: VM) -> Bool { (try? vm.equal(a, b)) ?? false }

    func isNegativeFloat(_ value: Value, _ vm: VM) -> Bool { FloatObject.double(value, vm).sign == .minus }
}

/// The constants of .mpy files.
extension GuestConstants {
    func kind(_ value: Value, _ vm: VM) -> ConstantKind {
        switch value {
        case .none: return .none
        case .false: return .false
        case .true: return .true
        case ellipsis: return .ellipsis
        default: break
        }
        if vm.isStr(value) { return .str(StrObject.bytes(vm, value)) }
        if vm.isFloat(value) { return .float }
        if value.isSmallInt { return .int }
        switch vm.type(of: value) {
        case NativeType.bytes.address: return .bytes(StrObject.bytes(vm, value))
        case NativeType.complex.address: return .complex
        case NativeType.tuple.address:
            return .tuple(
                items: TupleObject.items(value.address), count: TupleObject.count(value.address, vm.ram))
        default: return .int
        }
    }

    func numberText(_ value: Value, _ vm: VM) throws(GuestException) -> String {
        try vm.hostText { printer throws(GuestException) in try vm.print(value, printer, .repr) }
    }

    func integer(_ text: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> Value {
        try NumberParsing.integer(vm, text, base: 10)
    }

    func float(_ text: UnsafeRawBufferPointer, isComplex: Bool, _ vm: VM) throws(GuestException) -> Value {
        try NumberParsing.decimal(vm, text, isComplex: isComplex)
    }

    func str(buffer: GuestAddress, count: Int, _ vm: VM) throws(GuestException) -> Value {
        try StrObject.adopt(vm, .str, buffer, count: count)
    }

    func bytes(buffer: GuestAddress, count: Int, _ vm: VM) throws(GuestException) -> Value {
        try StrObject.adopt(vm, .bytes, buffer, count: count)
    }

    var emptyBytes: Value { Value(address: MemoryMap.emptyBytes) }
}
