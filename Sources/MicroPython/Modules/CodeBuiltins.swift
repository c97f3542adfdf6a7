/// `compile`, `exec`, `execfile`, `eval` (py/modbuiltins.c and py/builtinevex.c, v1.29).
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
            let compiled = try compile(vm, arguments[0], file: vm.qstr(arguments[1]), input)
            if vm.has(.tracing) {
                return try CodeObject.make(vm, rawCode: compiled.body.rawCode, context: compiled.context)
            }
            let body = try FunctionObject.make(vm, rawCode: compiled.body.rawCode, context: compiled.context)
            return try CodeObject.make(vm, function: body)
        },
        "eval": .range(1...3) { vm, arguments throws(GuestException) in try evaluate(vm, arguments, .eval) },
        "exec": .range(1...3) { vm, arguments throws(GuestException) in try evaluate(vm, arguments, .file) },
        "execfile": .range(1...3) { vm, arguments throws(GuestException) in try evaluate(vm, arguments, nil) },
    ]

    private static func compile(
        _ vm: VM, _ source: Value, file: Qstr, _ input: ParseInput
    ) throws(GuestException) -> CompiledModule {
        try vm.compile(
            reader(vm, source), file: file, as: input, globals: vm.currentGlobals, isInteractive: input == .single)
    }

    /// A text where it lies.
    private static func reader(_ vm: VM, _ source: Value) throws(GuestException) -> SourceReader {
        let bytes = try vm.bytes(of: source)
        let start = GuestAddress(
            truncatingIfNeeded: bytes.isEmpty ? 0 : bytes.baseAddress! - UnsafeRawPointer(vm.ram.base))
        return try SourceReader(at: start, count: bytes.count, ownsText: false, vm)
    }

    /// `input`: nil for a file.
    private static func evaluate(
        _ vm: VM, _ arguments: Arguments, _ input: ParseInput?
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
            return try vm.run(body(vm, of: arguments[0], globals: globals), locals: locals)
        }
        let mark = vm.openScope()
        let file = input == nil ? try vm.qstr(arguments[0]) : Qstr(.stringSource)
        let reader = input == nil ? try FileReader(file, vm).source : try reader(vm, arguments[0])
        let compiled = try vm.compile(reader, file: file, as: input ?? .file, globals: globals)
        let body = try FunctionObject.make(vm, rawCode: compiled.body.rawCode, context: compiled.context)
        vm.closeScope(mark)
        vm.keep(body)
        return try vm.run(body, locals: locals)
    }

    /// The function that a code object is, with these globals: a new one, or that which was compiled.
    private static func body(_ vm: VM, of code: Value, globals: GuestAddress) throws(GuestException) -> Value {
        if vm.has(.tracing) {
            let context = try FunctionCode.context(vm, sharing: code, globals: globals)
            return try FunctionObject.make(vm, rawCode: CodeObject.rawCode(code, vm), context: context)
        }
        let function = vm.ram.value(code.address &+ CodeObject.Offset.function)
        ModuleContext.setGlobals(vm.ram[function.address &+ FunctionObject.Offset.context], globals, vm.ram)
        return function
    }
}
