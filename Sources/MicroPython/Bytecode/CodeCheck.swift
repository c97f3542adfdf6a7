/// Whether the bytes of a function can be bytecode at all: every instruction whole, every index inside its table, every
/// jump onto an instruction. Untrusted files pass here before anything refers to them; what the values on the stack
/// are is the translator's matter.
struct CodeCheck {
    /// Entries of the tables that the code refers to.
    var nameCount: Int
    var objectCount: Int
    var childCount: Int

    func accepts(_ code: UnsafePointer<UInt8>, byteCount: Int) -> Bool {
        guard let prelude = Prelude.decode(code, byteCount: byteCount), acceptsPrelude(code, prelude) else {
            return false
        }
        var starts = [Bool](repeating: false, count: byteCount)
        var targets: [Int] = []
        var offset = prelude.codeOffset
        guard offset < byteCount else { return false }
        while offset < byteCount {
            guard let instruction = Instruction.decode(code, at: offset, end: byteCount),
                acceptsOperand(instruction, prelude.signature.stateCount)
            else { return false }
            if let target = instruction.target { targets.append(target) }
            starts[offset] = true
            offset = instruction.next
        }
        return targets.allSatisfy { starts.indices.contains($0) && starts[$0] }
    }

    private func acceptsPrelude(_ code: UnsafePointer<UInt8>, _ prelude: Prelude) -> Bool {
        let signature = prelude.signature
        guard prelude.nameIndices(code).allSatisfy({ $0 < nameCount }),
            signature.defaultCount <= signature.positionalCount
        else { return false }
        var offset = prelude.lineOffset
        while offset < prelude.cellOffset {
            guard LineTable.decodeStep(code, &offset, end: prelude.cellOffset) != nil else { return false }
        }
        let parameterCount =
            signature.positionalCount + signature.keywordOnlyCount + (signature.takesStarArguments ? 1 : 0)
            + (signature.takesKeywordArguments ? 1 : 0)
        return parameterCount <= signature.stateCount
            && (prelude.cellOffset..<prelude.codeOffset).allSatisfy { Int(code[$0]) < signature.stateCount }
    }

    private func acceptsOperand(_ instruction: Instruction, _ stateCount: Int) -> Bool {
        switch instruction.opcode.operandFormat {
        case .name: instruction.operand < nameCount
        case .object: instruction.operand < objectCount
        case .child, .childAndCells: instruction.operand < childCount
        case .slot: instruction.operand < stateCount
        case .inOpcode:
            instruction.opcode != .loadFastShort && instruction.opcode != .storeFastShort
                || instruction.operand < stateCount
        case .none, .count, .arguments, .smallInt, .signedJump, .unwindJump, .forwardJump: true
        }
    }
}
