/// Functions of the guest: `type, module context, nested raw codes, bytecode`, then default arguments and, if any, the
/// dict of keyword-only defaults (py/objfun.h, v1.29). Generator functions differ by their type only.
///
/// Where the firmware traces, a function also knows its raw code. The reference keeps it before the defaults, Perch behind them, so that
/// calls find those at one place.
enum FunctionObject {
    enum Offset {
        static let context: UInt32 = 4
        static let children: UInt32 = 8
        static let bytecode: UInt32 = 12
        static let extra: UInt32 = 16
    }

    /// A function without defaults, where its block can be taken at once; else 0. Nothing keeps it alive.
    @inline(__always) static func makeAtOnce(
        _ vm: VM, rawCode: GuestAddress, context: GuestAddress
    ) -> GuestAddress {
        let ram = vm.ram
        let address = vm.has(.tracing) ? 0 : vm.state.pointee.heap.quickBlock(ram)
        if address != 0 { fill(address, rawCode, context, ram) }
        return address
    }

    @inline(__always) private static func fill(
        _ address: GuestAddress, _ rawCode: GuestAddress, _ context: GuestAddress, _ ram: GuestRAM
    ) {
        ram[address] =
            RawCode.isGenerator(rawCode, ram) ? NativeType.generatorFunction.address : NativeType.function.address
        ram[address &+ Offset.context] = context
        ram[address &+ Offset.children] = RawCode.children(rawCode, ram)
        ram[address &+ Offset.bytecode] = RawCode.code(rawCode, ram)
    }

    /// A function for a raw code. `defaults` is a tuple or null, `keywordDefaults` a dict or null; both are given
    /// together or not at all.
    static func make(
        _ vm: VM, rawCode: GuestAddress, context: GuestAddress, defaults: Value = .null,
        keywordDefaults: Value = .null, unboundDefaultCount: Int = 0
    ) throws(GuestException) -> Value {
        var extraCount = unboundDefaultCount
        var defaultCount = 0
        if !defaults.isNull {
            defaultCount = TupleObject.count(defaults.address, vm.ram)
            extraCount = defaultCount
        }
        if !keywordDefaults.isNull { extraCount += 1 }
        let isTraced = vm.has(.tracing)
        let address = try vm.allocate(16 + extraCount * 4 + (isTraced ? 4 : 0))
        if isTraced { vm.ram[address &+ Offset.extra &+ vm.word(extraCount) &* 4] = rawCode }
        fill(address, rawCode, context, vm.ram)
        for index in 0..<defaultCount {
            vm.ram[address + Offset.extra + UInt32(index) * 4] =
                TupleObject.item(defaults.address, index, vm.ram).bits
        }
        if !keywordDefaults.isNull {
            vm.ram[address + Offset.extra + UInt32(defaultCount) * 4] = keywordDefaults.bits
        }
        return Value(address: address)
    }

    /// The name in the prelude.
    static func name(_ function: GuestAddress, _ vm: VM) -> Qstr {
        vm.functionName(function)
    }

    static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        try printer.write("<function ")
        try printer.write(name(value.address, vm))
        try printer.write(" at 0x")
        try printer.write(pointer: value.address)
        try printer.write(">")
    }

    static func attribute(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        guard store == .sentinel else { return .missing }
        switch name {
        case Qstr(.__name__): return LoadedAttribute(Value(FunctionObject.name(value.address, vm)))
        case Qstr(.__globals__):
            vm.exposeNamespaces()
            return LoadedAttribute(
                Value(address: ModuleContext.globals(vm.ram[value.address + Offset.context], vm.ram)))
        case Qstr(.__code__) where vm.has(.marshal):
            let code = try FunctionCode.codeObject(vm, of: value)
            return code.isNull ? .missing : LoadedAttribute(code)
        default: return .missing
        }
    }

    static let type = TypeSlots(
        name: "function", flags: .bindsSelf, make: FunctionCode.construct, print: print,
        call: { vm, value, arguments throws(GuestException) in try vm.callFunction(value, arguments) },
        attribute: attribute)

    static let generatorType = TypeSlots(
        name: "generator", flags: .bindsSelf,
        call: { vm, value, arguments throws(GuestException) in try vm.makeGenerator(value, arguments) },
        attribute: attribute)

}
