/// What `compile` returns (py/objcode.c, v1.29). A firmware that only has `compile` keeps the function that the module's body is:
/// `type, function`. One that traces keeps `type, module context, raw code, names, line table`, and tells what is in it.
enum CodeObject {
    enum Offset {
        /// Where the firmware does not trace.
        static let function: UInt32 = 4

        static let context: UInt32 = 4
        static let rawCode: UInt32 = 8
        static let names: UInt32 = 12
        /// 0: not asked for yet.
        static let lineTable: UInt32 = 16
    }

    private static let byteCount = 20

    static func make(_ vm: VM, function: Value) throws(GuestException) -> Value {
        let address = try vm.allocate(8)
        vm.ram[address] = NativeType.code.address
        vm.ram[address &+ Offset.function] = function.bits
        return Value(address: address)
    }

    static func make(_ vm: VM, rawCode: GuestAddress, context: GuestAddress) throws(GuestException) -> Value {
        fill(vm, try vm.allocate(byteCount), rawCode: rawCode, context: context)
    }

    /// Null where there is no room.
    static func makeMaybe(_ vm: VM, rawCode: GuestAddress, context: GuestAddress) -> Value {
        let address = vm.allocateMaybe(byteCount)
        return address == 0 ? .null : fill(vm, address, rawCode: rawCode, context: context)
    }

    private static func fill(_ vm: VM, _ address: GuestAddress, rawCode: GuestAddress, context: GuestAddress) -> Value {
        vm.ram[address] = NativeType.code.address
        vm.ram[address &+ Offset.context] = context
        vm.ram[address &+ Offset.rawCode] = rawCode
        // The names of whoever asks, not those of the code: so it is there.
        vm.ram[address &+ Offset.names] = vm.root(.currentLocals).bits
        return Value(address: address)
    }

    static func context(_ code: Value, _ vm: VM) -> GuestAddress { vm.ram[code.address &+ Offset.context] }
    static func rawCode(_ code: Value, _ vm: VM) -> GuestAddress { vm.ram[code.address &+ Offset.rawCode] }

    // MARK: What is in it

    static func fileName(_ code: Value, _ vm: VM) -> Qstr { ModuleContext.name(0, context(code, vm), vm.ram) }

    static func name(_ code: Value, _ vm: VM) -> Qstr {
        ModuleContext.name(bytecode(code, vm).nameIndex, context(code, vm), vm.ram)
    }

    /// The line of the instruction so many bytes into the function's instructions.
    static func line(ofInstruction offset: Int, _ code: Value, _ vm: VM) -> Int {
        let bytecode = bytecode(code, vm)
        return LineTable.line(of: offset, bytecode.bytes, bytecode.prelude)
    }

    /// The bytecode and what its prelude says. It was verified when it was compiled or read.
    struct Bytecode {
        let bytes: UnsafePointer<UInt8>
        let byteCount: Int
        let prelude: Prelude
        var nameIndex: Int { prelude.nameIndices(bytes).first ?? 0 }
    }

    static func bytecode(_ code: Value, _ vm: VM) -> Bytecode {
        let rawCode = rawCode(code, vm)
        let bytes = UnsafePointer(
            vm.ram.pointer(RawCode.code(rawCode, vm.ram)).assumingMemoryBound(to: UInt8.self))
        let byteCount = RawCode.codeByteCount(rawCode, vm.ram)
        let prelude = Prelude.decode(bytes, byteCount: byteCount)
        return Bytecode(
            bytes: bytes, byteCount: byteCount,
            prelude: prelude
                ?? Prelude(signature: Prelude.Signature(), infoByteCount: 0, cellCount: 0, nameOffset: 0, lineOffset: 0)
        )
    }

    // MARK: Attributes

    private static func attribute(
        _ vm: VM, _ code: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        guard store == .sentinel, vm.has(.tracing) else { return .missing }
        switch name {
        case Qstr(.co_code):
            let bytecode = bytecode(code, vm)
            let bytes = UnsafeRawBufferPointer(start: bytecode.bytes, count: bytecode.byteCount)
            return LoadedAttribute(
                try vm.newBytes(UnsafeRawBufferPointer(rebasing: bytes[bytecode.prelude.codeOffset...])))
        case Qstr(.co_consts): return LoadedAttribute(try constants(vm, code))
        case Qstr(.co_filename): return LoadedAttribute(Value(fileName(code, vm)))
        case Qstr(.co_firstlineno): return LoadedAttribute(Value(smallInt: Int32(line(ofInstruction: 0, code, vm))))
        case Qstr(.co_name): return LoadedAttribute(Value(self.name(code, vm)))
        case Qstr(.co_names): return LoadedAttribute(vm.ram.value(code.address &+ Offset.names))
        case Qstr(.co_lnotab):
            if vm.ram[code.address &+ Offset.lineTable] == 0 {
                vm.ram[code.address &+ Offset.lineTable] = try lineTable(vm, code).bits
            }
            return LoadedAttribute(vm.ram.value(code.address &+ Offset.lineTable))
        default: return .missing
        }
    }

    /// Only the functions in it, as code objects, and None.
    private static func constants(_ vm: VM, _ code: Value) throws(GuestException) -> Value {
        let rawCode = rawCode(code, vm)
        let count = RawCode.childCount(rawCode, vm.ram)
        let constants = try TupleObject.make(vm, count: count + 1)
        TupleObject.setItem(constants.address, count, .none, vm.ram)
        for index in 0..<count {
            let child = vm.ram[RawCode.children(rawCode, vm.ram) &+ UInt32(index) &* 4]
            let object = try make(vm, rawCode: child, context: context(code, vm))
            TupleObject.setItem(constants.address, index, object, vm.ram)
        }
        return constants
    }

    /// Pairs of bytes: so many bytes of code, so many lines. The reference walks over as many bytes as prelude and instructions have.
    private static func lineTable(_ vm: VM, _ code: Value) throws(GuestException) -> Value {
        let bytecode = bytecode(code, vm)
        func line(_ offset: Int) -> Int { LineTable.line(of: offset, bytecode.bytes, bytecode.prelude) }
        let step = bytecode.byteCount >> 2
        var capacity = step
        var buffer = try vm.allocate(capacity, .buffer)
        var count = 0
        var lastLine = line(0)
        var lastOffset = 0
        for offset in 0..<bytecode.byteCount where line(offset) != lastLine {
            if count + 2 > capacity {
                buffer = try vm.reallocate(buffer, capacity + max(step, 2), .buffer)
                capacity += max(step, 2)
            }
            vm.ram[byte: buffer &+ UInt32(count)] = UInt8(truncatingIfNeeded: offset - lastOffset)
            vm.ram[byte: buffer &+ UInt32(count + 1)] = UInt8(truncatingIfNeeded: line(offset) - lastLine)
            count += 2
            lastLine = line(offset)
            lastOffset = offset
        }
        let table = try vm.newBytes(vm.ram.bytes(buffer, count: count))
        vm.free(buffer)
        return table
    }

    private static func print(
        _ vm: VM, _ code: Value, _ printer: Printer, _ kind: PrintKind
    ) throws(GuestException) {
        guard vm.has(.tracing) else { return try printer.write("<code>") }
        try printer.write("<code object ")
        try printer.write(name(code, vm))
        try printer.write(text: " at 0x\(String(code.address, radix: 16)), file \"")
        try printer.write(fileName(code, vm))
        try printer.write(text: "\", line \(RawCode.definitionLine(rawCode(code, vm), vm.ram))>")
    }

    static let type = TypeSlots(
        name: "code", print: print, attribute: attribute,
        methods: ["co_lines": .only(.tracing, .function(CodeLines.make))])
}
