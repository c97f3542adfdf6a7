/// Parts of the engine run by themselves, for benchmarks: the caller has the clock.
public struct EngineProbe {
    private let interpreter: Interpreter
    private var vm: VM { interpreter.vm }

    /// A guest with the 32-bit unix port's firmware and so many bytes of heap.
    public init(heapBytes: Int) throws {
        var layout = RAMLayout.unix32
        layout.heapBytes = heapBytes
        interpreter = try Interpreter(firmware: .unix32, layout: layout)
        try interpreter.start()
    }

    /// Compiles a source; the functions of its module, body first, stay alive as long as the probe.
    public func compile(_ source: String) throws -> [UInt32] {
        let reader = try SourceReader(Array(source.utf8), isFile: true, vm)
        let module = try vm.compile(reader, file: vm.intern("probe"), as: .file, globals: MemoryMap.mainGlobals)
        var functions: [UInt32] = []
        try collect(module.body, module.context, &functions)
        return functions
    }

    private func collect(_ code: CompiledCode, _ context: GuestAddress, _ functions: inout [UInt32]) throws {
        functions.append(try FunctionObject.make(vm, rawCode: code.rawCode, context: context).address)
        for child in code.children { try collect(child, context, &functions) }
    }

    /// Instructions of bytecode in a function.
    public func instructionCount(_ function: UInt32) throws -> Int {
        let code = try vm.hostCode(of: function)
        let bytes = UnsafePointer(vm.ram.pointer(code.pointee.bytecode).assumingMemoryBound(to: UInt8.self))
        let start = bytes + code.pointee.prelude.codeOffset
        let end = code.pointee.byteCount - code.pointee.prelude.codeOffset
        var offset = 0
        var count = 0
        while let instruction = Instruction.decode(start, at: offset, end: end) {
            count += 1
            offset = instruction.next
        }
        return count
    }

    /// Translates a function to its host form once more, and drops that again.
    public func translate(_ function: UInt32) throws {
        let bytecode = vm.ram[function &+ FunctionObject.Offset.bytecode]
        let code = try Translator.translate(
            vm, bytecode: bytecode, context: vm.ram[function &+ FunctionObject.Offset.context],
            byteCount: vm.heap.objectBytes(bytecode))
        HostCode.release(code)
    }
}
