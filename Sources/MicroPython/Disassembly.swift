/// Shows what a source or a .mpy file is compiled to: MicroPython's own listing of the bytecode (`-v -v` of the unix port), and on
/// request the register form that the engine makes of it.
public struct Disassembly {
    /// `-O`.
    public var optimisationLevel = 0
    /// The engine's instructions stand under each of the bytecode's.
    public var showsRegisters = false
    /// Bytes of heap that compilation may use.
    public var heapByteCount = 32 << 20

    /// For the unix port's firmware.
    public init() {}

    /// The listing of all functions of a file.
    ///
    /// - Parameter name: the file's; what ends in `.mpy` is read as such a file.
    public func text(of bytes: [UInt8], name: String) throws(CrossCompiler.Failure) -> String {
        var layout = RAMLayout.unix32
        layout.heapBytes = heapByteCount
        layout.stackBytes = 400_000
        let guest: Interpreter
        do {
            guest = try Interpreter(firmware: .unix32, layout: layout)
        } catch {
            throw CrossCompiler.Failure(file: name, line: 0, message: "", description: error.description)
        }
        guest.optimisationLevel = optimisationLevel
        return try withExtendedLifetime(guest) { () throws(CrossCompiler.Failure) in
            let vm = guest.vm
            do throws(GuestException) {
                try guest.start()
                let module = try name.hasSuffix(".mpy") ? read(bytes, vm) : compile(bytes, name, vm)
                return try BytecodeListing(vm: vm, showsRegisters: showsRegisters).text(module)
            } catch {
                throw CrossCompiler.Failure(error, name: name, vm)
            }
        }
    }

    private func compile(_ source: [UInt8], _ name: String, _ vm: VM) throws(GuestException) -> CompiledModule {
        let reader = try SourceReader(source, isFile: true, vm)
        return try vm.compile(reader, file: vm.intern(name), as: .file, globals: MemoryMap.mainGlobals)
    }

    private func read(_ bytes: [UInt8], _ vm: VM) throws(GuestException) -> CompiledModule {
        let context = try ModuleContext.allocate(vm)
        ModuleContext.setGlobals(context, MemoryMap.mainGlobals, vm.ram)
        return try bytes.withUnsafeBufferPointer { bytes throws(GuestException) in
            try MpyReader.read(UnsafeRawBufferPointer(bytes), into: context, GuestObjects(), vm)
        }
    }
}
