/// `function.__code__`, and functions made of code objects (py/objfun.c, v1.29).
enum FunctionCode {
    /// `f.__code__`, where the firmware has it; null for a function that the reference has machine code for.
    static func codeObject(_ vm: VM, of function: Value) throws(GuestException) -> Value {
        if RawCode.isNative(rawCode(vm, of: function.address), vm.ram) { return .null }
        let context = vm.ram[function.address &+ FunctionObject.Offset.context]
        return try CodeObject.make(vm, rawCode: rawCode(vm, of: function.address), context: context)
    }

    /// Behind the defaults that the signature promises.
    static func rawCode(_ vm: VM, of function: GuestAddress) -> GuestAddress {
        let code = UnsafePointer(
            vm.ram.pointer(vm.ram[function &+ FunctionObject.Offset.bytecode]).assumingMemoryBound(to: UInt8.self))
        var offset = 0
        // The bytecode was verified, and a signature has 17 bytes at most.
        guard let signature = Prelude.Signature.decode(code, &offset, end: 17) else { return 0 }
        return vm.ram[function &+ FunctionObject.Offset.extra &+ extraWords(signature) &* 4]
    }

    private static func extraWords(_ signature: Prelude.Signature) -> UInt32 {
        UInt32(signature.defaultCount + (signature.hasKeywordDefaults ? 1 : 0))
    }

    /// `type(f)(code, globals)`: a function without defaults, in a module context of its own that shares the tables. Where the code takes
    /// defaults the reference leaves none, and reads what lies behind; here they are unbound.
    static func construct(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        guard vm.has(.marshal) else {
            throw vm.error(.typeError, "can't create '%q' instances", .name(TypeObject.name(type, vm.ram)))
        }
        try vm.checkArguments(arguments, 2, 2, keywords: false)
        guard vm.isExactly(arguments[0], .code), vm.isExactly(arguments[1], .dict) else {
            throw vm.error(.typeError, arguments: [])
        }
        vm.exposeNamespaces()
        let context = try context(vm, sharing: arguments[0], globals: arguments[1].address)
        let rawCode = CodeObject.rawCode(arguments[0], vm)
        let signature = CodeObject.bytecode(arguments[0], vm).prelude.signature
        return try FunctionObject.make(
            vm, rawCode: rawCode, context: context, unboundDefaultCount: Int(extraWords(signature)))
    }

    /// The module context that a code object is run in: its own globals, the code's tables.
    static func context(_ vm: VM, sharing code: Value, globals: GuestAddress) throws(GuestException) -> GuestAddress {
        let compiled = CodeObject.context(code, vm)
        let context = try ModuleContext.allocate(vm)
        vm.ram.copy(from: compiled, to: context, count: ModuleContext.byteCount)
        ModuleContext.setGlobals(context, globals, vm.ram)
        return context
    }
}
