/// Where the traced flavour of host code looks whether there is something to tell.
struct TracePlanner {
    /// The line of the last instruction.
    var line = 0
    /// The last instruction was that of a loop, or one that may not be gone on behind.
    var isAfterLoop = false
    var mustLook = true
}

extension Translator {
    /// Those at which the reference's frame object learns where it is (FRAME_UPDATE, py/vm.c v1.29).
    private static let updatingOpcodes: Set<Opcode> = [
        .loadAttr, .storeAttr, .forIter, .callFunction, .callFunctionStar, .callMethod, .callMethodStar, .importName,
        .importFrom,
    ]

    /// A `.trace` before each instruction that begins a line or may be jumped to, before those after which the reference's frame object
    /// is up to date, and before what leaves the function.
    mutating func emitTrace(_ instruction: Instruction) {
        let line = LineTable.line(of: instruction.offset, code - prelude.codeOffset, prelude)
        var point: TracePoint = tracer.isAfterLoop ? .nextTurn : []
        if Self.updatingOpcodes.contains(instruction.opcode) { point.insert(.updates) }
        if instruction.opcode == .returnValue { point.formUnion([.leaves, .ends]) }
        if instruction.opcode == .yieldValue { point.insert(.leaves) }
        let isTarget = !buffers.labels[instruction.offset].incoming.isEmpty
        if tracer.mustLook || isTarget || line != tracer.line || !point.isEmpty {
            emit(.trace, a: point.rawValue, d: Int32(truncatingIfNeeded: instruction.offset))
        }
        tracer.line = line
        tracer.isAfterLoop = instruction.opcode == .forIter
        tracer.mustLook = instruction.opcode == .yieldValue || instruction.opcode == .yieldFrom
    }
}
