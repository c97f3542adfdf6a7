/// Listings of bytecode as MicroPython prints them for `-v -v` (format facts of py/showbc.c, v1.29).
struct Disassembler {
    let module: CompiledModule
    let vm: VM
    /// The guest's `repr` of a constant.
    let describe: (Value) -> String

    /// The listing of one function, without those nested in it.
    func listing(_ function: CompiledCode) -> [String] {
        let bytes = vm.ram.bytes(function.code, count: function.codeByteCount)
        guard let code = bytes.assumingMemoryBound(to: UInt8.self).baseAddress,
            let prelude = Prelude.decode(code, byteCount: bytes.count)
        else { return ["not bytecode"] }
        let names = prelude.nameIndices(code).map(name)
        var lines = [
            "File \(name(0)), code block '\(names[0])' (descriptor: \(hex(function.rawCode)), "
                + "bytecode @\(hex(function.code)) \(bytes.count) bytes)",
            "Raw bytecode (code_info_size=\(prelude.codeOffset), bytecode_size=\(bytes.count - prelude.codeOffset)):",
        ]
        for start in stride(from: 0, to: bytes.count, by: 16) {
            lines.append(bytes[start..<min(start + 16, bytes.count)].map { " " + hexByte($0) }.joined())
        }
        lines.append("arg names:" + names.dropFirst().map { " " + $0 }.joined())
        lines.append("(N_STATE \(prelude.signature.stateCount))")
        lines.append("(N_EXC_STACK \(prelude.signature.exceptionCount))")
        for cell in prelude.cellOffset..<prelude.codeOffset { lines.append("(INIT_CELL \(code[cell]))") }
        lines += lineTable(code, prelude)
        return lines + instructions(code, prelude, end: bytes.count, function)
    }

    private func lineTable(_ code: UnsafePointer<UInt8>, _ prelude: Prelude) -> [String] {
        var lines = ["  bc=0 line=1"]
        var position = 0
        var line = 1
        var offset = prelude.lineOffset
        while let step = LineTable.decodeStep(code, &offset, end: prelude.cellOffset) {
            position += step.bytes
            line += step.lines
            lines.append("  bc=\(position) line=\(line)")
        }
        return lines
    }

    private func instructions(
        _ code: UnsafePointer<UInt8>, _ prelude: Prelude, end: Int, _ function: CompiledCode
    ) -> [String] {
        var lines: [String] = []
        var offset = prelude.codeOffset
        while let instruction = Instruction.decode(code, at: offset, end: end) {
            let position = offset - prelude.codeOffset
            let text = describe(instruction, start: prelude.codeOffset, function)
            lines.append((position < 10 ? "0" : "") + "\(position) " + text)
            offset = instruction.next
        }
        return lines
    }

    /// One instruction with its operand.
    func describe(_ instruction: Instruction, start: Int, _ function: CompiledCode) -> String {
        let opcode = instruction.opcode.name
        let operand = instruction.operand
        switch instruction.opcode.operandFormat {
        case .none: return opcode
        case .name:
            let isQuoted = [.loadConstString, .importName, .importFrom].contains(instruction.opcode)
            return isQuoted ? "\(opcode) '\(name(operand))'" : "\(opcode) \(name(operand))"
        case .object:
            let object = ModuleContext.object(operand, module.context, vm.ram)
            return "\(opcode) \(hex(object.bits))=\(describe(object))"
        case .child: return "\(opcode) \(child(operand, function))"
        case .childAndCells: return "\(opcode) \(child(operand, function)) \(instruction.extra)"
        case .slot, .count, .smallInt: return "\(opcode) \(operand)"
        case .arguments: return "\(opcode) n=\(operand & 0xff) nkw=\(operand >> 8 & 0xff)"
        case .signedJump, .forwardJump: return "\(opcode) \(instruction.next + operand - start)"
        case .unwindJump: return "\(opcode) \(instruction.next - 1 + operand - start) \(instruction.extra)"
        case .inOpcode: return "\(opcode) \(operand)" + operatorName(instruction)
        }
    }

    private func operatorName(_ instruction: Instruction) -> String {
        if instruction.opcode == .unaryOp { return " \(Disassembler.unaryNames[instruction.operand])" }
        if instruction.opcode == .binaryOp { return " \(Disassembler.binaryNames[instruction.operand])" }
        return ""
    }

    private func name(_ index: Int) -> String {
        index < module.nameCount ? vm.string(ModuleContext.name(index, module.context, vm.ram)) : "?"
    }

    private func child(_ index: Int, _ function: CompiledCode) -> String {
        index < function.children.count ? hex(function.children[index].rawCode) : "?"
    }

    private func hex(_ address: UInt32) -> String { String(address, radix: 16) }
    private func hexByte(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

    /// The methods behind the operators; operators without one of their own print none.
    private static let unaryNames = ["__pos__", "__neg__", "__invert__", ""]
    private static let binaryNames = [
        "__lt__", "__gt__", "__eq__", "__le__", "__ge__", "__ne__", "", "", "", "__ior__", "__ixor__", "__iand__",
        "__ilshift__", "__irshift__", "__iadd__", "__isub__", "__imul__", "__imatmul__", "__ifloordiv__",
        "__itruediv__", "__imod__", "__ipow__", "__or__", "__xor__", "__and__", "__lshift__", "__rshift__", "__add__",
        "__sub__", "__mul__", "__matmul__", "__floordiv__", "__truediv__", "__mod__", "__pow__",
    ]
}
