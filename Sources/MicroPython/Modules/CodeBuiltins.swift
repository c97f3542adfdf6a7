/// `compile`, `exec`, `eval` (py/modbuiltins.c and py/builtinevex.c, v1.29).
enum CodeBuiltins {
    static let members: MethodTable = [
        "compile": .range(3...6) { vm, arguments throws(GuestException) in
            _ = try vm.text(of: arguments[0])
            _ = try vm.qstr(arguments[1])
            let input: ParseInput
            switch try vm.qstr(arguments[2]) {
            case Qstr(.exec): input = .file
            case Qstr(.eval): input = .eval
            case try vm.intern("single"): input = .single
            default: throw vm.error(.valueError, "bad compile mode")
            }
            let compiled = try vm.scoped { () throws(GuestException) in
                try compile(vm, arguments[0], file: vm.qstr(arguments[1]), input)
            }
            return try CodeObject.make(vm, compiled)
        },
        "eval": .range(1...3) { vm, arguments throws(GuestException) in try evaluate(vm, arguments, .eval) },
        "exec": .range(1...3) { vm, arguments throws(GuestException) in try evaluate(vm, arguments, .file) },
    ]

    private static func compile(
        _ vm: VM, _ source: Value, file: Qstr, _ input: ParseInput
    ) throws(GuestException) -> CompiledModule {
        let bytes = try vm.bytes(of: source)
        let start = GuestAddress(
            truncatingIfNeeded: bytes.isEmpty ? 0 : bytes.baseAddress! - UnsafeRawPointer(vm.ram.base))
        let reader = try SourceReader(at: start, count: bytes.count, ownsText: false, vm)
        return try vm.compile(
            reader, file: file, as: input, globals: vm.currentGlobals, isInteractive: input == .single)
    }

    private static func evaluate(
        _ vm: VM, _ arguments: Arguments, _ input: ParseInput
    ) throws(GuestException) -> Value {
        var globals = vm.currentGlobals
        var locals = vm.currentLocals
        for index in 1..<max(1, arguments.count) where arguments[index] != .none {
            guard vm.isExactly(arguments[index], .dict) else { throw vm.error(.typeError, arguments: []) }
            locals = arguments[index].address
            if index == 1 { globals = locals }
            vm.exposeNamespaces()
        }
        if vm.isExactly(arguments[0], .code) {
            return try CodeObject.run(vm, arguments[0], globals: globals, locals: locals)
        }
        let mark = vm.openScope()
        let bytes = try vm.bytes(of: arguments[0])
        let start = GuestAddress(
            truncatingIfNeeded: bytes.isEmpty ? 0 : bytes.baseAddress! - UnsafeRawPointer(vm.ram.base))
        let reader = try SourceReader(at: start, count: bytes.count, ownsText: false, vm)
        let compiled = try vm.compile(reader, file: Qstr(.stringSource), as: input, globals: globals)
        let body = try FunctionObject.make(vm, rawCode: compiled.body.rawCode, context: compiled.context)
        vm.closeScope(mark)
        vm.keep(body)
        return try vm.run(body, locals: locals)
    }
}

/// What `compile` returns: `type, module context, raw code` (py/objcode.c, v1.29).
enum CodeObject {
    static func make(_ vm: VM, _ module: CompiledModule) throws(GuestException) -> Value {
        let address = try vm.allocate(16)
        vm.ram[address] = NativeType.code.address
        vm.ram[address &+ 4] = module.context
        vm.ram[address &+ 8] = module.body.rawCode
        return Value(address: address)
    }

    /// Runs the code with other globals than it was compiled with: a context of its own shares the tables.
    static func run(
        _ vm: VM, _ code: Value, globals: GuestAddress, locals: GuestAddress
    ) throws(GuestException) -> Value {
        let compiled = vm.ram[code.address &+ 4]
        let context = try ModuleContext.allocate(vm)
        vm.ram.copy(from: compiled, to: context, count: ModuleContext.byteCount)
        ModuleContext.setGlobals(context, globals, vm.ram)
        let body = try FunctionObject.make(vm, rawCode: vm.ram[code.address &+ 8], context: context)
        return try vm.run(body, locals: locals)
    }

    static let type = TypeSlots(name: "code")
}

extension VM {
    /// Runs a body whose temporaries end with it; the caller keeps what the result refers to.
    func scoped<R>(_ body: () throws(GuestException) -> R) throws(GuestException) -> R {
        try body()
    }
}
