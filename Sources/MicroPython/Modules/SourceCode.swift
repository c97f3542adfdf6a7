/// Compiling and running source text and .mpy files: what `import`, `exec`, `eval`, `compile` and the board share.
extension VM {
    private var syntaxOptions: SyntaxOptions {
        var options = SyntaxOptions()
        options.hasTemplateStrings = firmware.features.contains(.templateStrings)
        if firmware.name == "mpy-cross" { options = .mpyCross }
        options.optimisationLevel = state.pointee.optimisationLevel
        return options
    }

    /// Compiles a source; the parse tree, scopes and buffers are back on the heap's free list when it returns.
    ///
    /// - Parameter namesFile: the globals get a `__file__`, once the source is open.
    func compile(
        _ reader: SourceReader, file: Qstr, as input: ParseInput, globals: GuestAddress, isInteractive: Bool = false,
        namesFile: Bool = false
    ) throws(GuestException) -> CompiledModule {
        let mark = openScope()
        let objects = GuestObjects()
        state.pointee.hooks.onCompilation?(self, file, true)
        defer { state.pointee.hooks.onCompilation?(self, file, false) }
        do throws(GuestException) {
            let lexer = try Lexer(reader, sourceName: file, options: syntaxOptions, objects: objects, self)
            if namesFile { try DictObject.store(globals, Value(.__file__), Value(file), self) }
            var tree = try Parser.parse(lexer, as: input)
            let isMain = globals == MemoryMap.mainGlobals && (namesFile || isInteractive)
            if isMain && state.pointee.verbosity >= 3 && firmware.name == "coverage" {
                try ParseTreeListing(vm: self).print(tree)
            }
            var source = Compiler.Source(file: file)
            source.optimisationLevel = state.pointee.optimisationLevel
            source.isInteractive = isInteractive
            let compiled = try Compiler.compile(
                &tree, source, globals: globals, objects, CompilerOptions(firmware), self)
            if state.pointee.verbosity >= 2 { try console.write(text: BytecodeListing(vm: self).text(compiled)) }
            closeScope(mark)
            keep(compiled.context)
            keep(compiled.body.rawCode)
            // A board's clock begins with its main program, not with its boot.
            if isMain && !isInteractive { forgiveDebt() } else { try settle() }
            return compiled
        } catch {
            closeScope(mark)
            keep(error.value)
            throw error
        }
    }

    /// Runs a module's body with the given dicts as its globals and locals.
    func run(
        _ module: CompiledModule, locals: GuestAddress
    ) throws(GuestException) -> Value {
        let mark = openScope()
        let body = try FunctionObject.make(self, rawCode: module.body.rawCode, context: module.context)
        // Compiling and loading close their scope before the body runs: only the function is alive.
        closeScope(mark)
        return try run(body, locals: locals)
    }

    /// Calls a function with a dict for the names it stores.
    func run(_ body: Value, locals: GuestAddress) throws(GuestException) -> Value {
        let outer = root(.currentLocals)
        setRoot(.currentLocals, Value(address: locals))
        defer { setRoot(.currentLocals, outer) }
        keep(body)
        return try through(.sourceText) { () throws(GuestException) in try call(body, []) }
    }

    /// Compiles a file of the host's, or a text outside the heap, and runs it in a module.
    func runSource(
        _ bytes: [UInt8], isFile: Bool = true, file: Qstr, in globals: GuestAddress, isCompileOnly: Bool = false
    ) throws(GuestException) {
        let mark = openScope()
        // The file object that the unix port opens for it, and forgets when all is read.
        if isFile { _ = try allocateWithFinaliser(8) }
        let reader = try SourceReader(bytes, isFile: isFile, self)
        try runSource(reader, file: file, in: globals, isCompileOnly: isCompileOnly, scope: mark)
    }

    /// Compiles a file of the guest's and runs it in a module.
    func runSource(
        _ file: FileReader, name: Qstr, in globals: GuestAddress, scope mark: Int
    ) throws(GuestException) {
        try runSource(file.source, file: name, in: globals, isCompileOnly: false, scope: mark)
    }

    private func runSource(
        _ reader: SourceReader, file: Qstr, in globals: GuestAddress, isCompileOnly: Bool, scope mark: Int
    ) throws(GuestException) {
        let compiled = try compile(reader, file: file, as: .file, globals: globals, namesFile: true)
        closeScope(mark)
        if isCompileOnly { return }
        let body = try scope { () throws(GuestException) in
            try FunctionObject.make(self, rawCode: compiled.body.rawCode, context: compiled.context)
        }
        closeScope(mark)
        _ = try run(body, locals: globals)
    }

    /// Loads a .mpy file and runs it in a module.
    func runCompiled(_ bytes: [UInt8], in globals: GuestAddress) throws(GuestException) {
        let context = try ModuleContext.allocate(self)
        ModuleContext.setGlobals(context, globals, ram)
        try runCompiled(bytes, context, globals, scope: openScope()) { (_) throws(GuestException) in }
    }

    /// Loads a .mpy file of the guest's into a module, which keeps the code's tables, and runs it.
    func runCompiled(
        _ file: FileReader, name: Qstr, in module: Value, scope mark: Int
    ) throws(GuestException) {
        let globals = ModuleObject.globals(module.address, ram)
        try runCompiled(file.bytes, module.address, globals, scope: mark) { isGood throws(GuestException) in
            try file.close(self)
            if isGood { try DictObject.store(globals, Value(.__file__), Value(name), self) }
        }
    }

    private func runCompiled(
        _ bytes: [UInt8], _ context: GuestAddress, _ globals: GuestAddress, scope mark: Int,
        whenRead: (_ isGood: Bool) throws(GuestException) -> Void
    ) throws(GuestException) {
        let body = try scope { () throws(GuestException) in
            let rawCode: GuestAddress
            do throws(GuestException) {
                rawCode = try bytes.withUnsafeBufferPointer { bytes throws(GuestException) in
                    try MpyReader.read(
                        UnsafeRawBufferPointer(bytes), into: context, GuestObjects(), self, isOnlyRun: true
                    ).body.rawCode
                }
            } catch {
                keep(error.value)
                try whenRead(false)
                throw error
            }
            try whenRead(true)
            return try FunctionObject.make(self, rawCode: rawCode, context: context)
        }
        closeScope(mark)
        _ = try run(body, locals: globals)
    }
}
