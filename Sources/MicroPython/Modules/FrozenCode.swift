import Synchronization

extension FrozenModule {
    /// What is compiled already, by source: the same for every guest of this process.
    private static let compiled = Mutex<[String: [UInt8]]>([:])

    /// The .mpy file, with the name that tracebacks show.
    var code: [UInt8] {
        FrozenModule.compiled.withLock { known in
            if let code = known[source] { return code }
            var compiler = CrossCompiler()
            compiler.heapByteCount = 1 << 20
            guard
                let code = try? compiler.compile(
                    Array(source.utf8), name: "\(name).py", optimisationLevel: optimisationLevel)
            else {
                preconditionFailure("the frozen module \(name) does not compile")
            }
            known[source] = code
            return code
        }
    }
}

extension VM {
    /// The frozen module of a path like `.frozen/onewire`.
    func frozenModule(at path: UnsafeRawBufferPointer) -> FrozenModule? {
        let prefix = ".frozen/".utf8
        guard path.starts(with: prefix) else { return nil }
        return state.pointee.frozen[String(decoding: path.dropFirst(prefix.count), as: UTF8.self)]
    }

    /// Whether there are frozen modules below such a path.
    func isFrozenPackage(at path: UnsafeRawBufferPointer) -> Bool {
        let prefix = String(decoding: path.dropFirst(".frozen/".utf8.count), as: UTF8.self) + "/"
        return state.pointee.frozen.keys.contains { $0.hasPrefix(prefix) }
    }

    /// Runs a frozen module in a module object.
    func runFrozen(_ frozen: FrozenModule, in module: Value) throws(GuestException) {
        let globals = ModuleObject.globals(module.address, ram)
        let placed = try place(frozen)
        ModuleContext.setTables(module.address, names: placed.names, objects: placed.objects, ram)
        try DictObject.store(globals, Value(.__file__), Value(internInFlash("\(frozen.name).py")), self)
        let mark = openScope()
        let body = try scope { () throws(GuestException) in
            try FunctionObject.make(self, rawCode: placed.body, context: module.address)
        }
        closeScope(mark)
        _ = try run(body, locals: globals)
    }

    /// Puts a module's code into flash, once.
    private func place(_ frozen: FrozenModule) throws(GuestException) -> PlacedModule {
        if let known = state.pointee.placedModules[frozen.name] { return known }
        let code = frozen.code
        state.pointee.flashCodeBytes = max(state.pointee.flashCodeBytes, code.count)
        let context = state.pointee.flash.allocate(ModuleContext.byteCount)
        state.pointee.heap.lockDepth += 1
        state.pointee.isPlacingFlash = true
        defer {
            state.pointee.isPlacingFlash = false
            state.pointee.heap.lockDepth -= 1
        }
        let result: Result<CompiledModule, GuestException> = code.withUnsafeBytes { bytes in
            do throws(GuestException) {
                return .success(try MpyReader.read(bytes, into: context, GuestObjects(), self))
            } catch { return .failure(error) }
        }
        let module = try result.get()
        let placed = PlacedModule(
            names: ModuleContext.nameTable(context, ram), objects: ModuleContext.objectTable(context, ram),
            body: module.body.rawCode)
        state.pointee.placedModules[frozen.name] = placed
        return placed
    }
}
