extension Translator {
    mutating func operate(_ instruction: Instruction) throws(Malformed) {
        if instruction.opcode == .unaryOp {
            try unary(instruction)
        } else if instruction.opcode == .binaryOp {
            try binary(instruction)
        } else if instruction.opcode == .loadSubscript {
            if case .constant(let bits)? = stack.last, bits & 1 != 0 {
                _ = try pop()
                let operands = try consume(1, producing: true)
                emit(
                    .loadSubscriptK, a: operands.target, b: operands.first, c: operands.target,
                    d: Int32(bitPattern: bits), detail: Insn.constantForm)
                return
            }
            let operands = try consume(2, producing: true)
            emit(
                .loadSubscript, a: operands.target, b: operands.first, c: operands.second, d: Int32(operands.target))
        } else {
            // stack: value object index
            if stack.count >= 3, case .constant(let bits) = stack[stack.count - 3], bits != 0 {
                let operands = try consumeKeepingConstant()
                emit(
                    .storeSubscriptK, a: operands.target, b: operands.second, c: operands.third,
                    d: Int32(bitPattern: bits))
                return
            }
            let operands = try consume(3, producing: false)
            emit(.storeSubscript, a: operands.first, b: operands.second, c: operands.third)
        }
    }

    private mutating func unary(_ instruction: Instruction) throws(Malformed) {
        let operands = try consume(1, producing: true)
        if instruction.operand == Int(UnaryOperator.not.rawValue) {
            emit(.not, a: operands.target, b: operands.first)
        } else {
            emit(.unary, a: operands.target, b: operands.first, c: instruction.operand)
        }
    }

    private mutating func binary(_ instruction: Instruction) throws(Malformed) {
        guard let operation = BinaryOperator(rawValue: UInt8(instruction.operand)), stack.count >= 2 else {
            throw Malformed()
        }
        if let branch = try fuseWithBranch(operation, instruction) {
            try emitBranch(operation, branch)
            return
        }
        if operation == .is {
            let operands = try consume(2, producing: true)
            emit(.isSame, a: operands.target, b: operands.first, c: operands.second)
            return
        }
        let ops = Translator.arithmetic(operation)
        if let ops, case .constant(let bits) = stack[stack.count - 1], bits & 1 != 0 {
            _ = try pop()
            let operands = try consume(1, producing: true)
            emit(
                ops.constant, a: operands.target, b: operands.first, c: operands.target, d: Int32(bitPattern: bits),
                detail: operation.rawValue | Insn.constantForm)
            return
        }
        let operands = try consume(2, producing: true)
        emit(
            ops?.slots ?? .binary, a: operands.target, b: operands.first, c: operands.second,
            d: Int32(operands.target), detail: operation.rawValue)
    }

    /// The instructions for two slots, and for a slot and a small int. Plain and in-place operators share them: which one
    /// it was stands in `detail` for the slow paths.
    private static func arithmetic(_ operation: BinaryOperator) -> (slots: Op, constant: Op)? {
        switch operation {
        case .add, .inplaceAdd: (.addRR, .addRK)
        case .subtract, .inplaceSubtract: (.subtractRR, .subtractRK)
        case .multiply, .inplaceMultiply: (.multiplyRR, .multiplyRK)
        case .and, .inplaceAnd: (.andRR, .andRK)
        case .or, .inplaceOr: (.orRR, .orRK)
        case .xor, .inplaceXor: (.xorRR, .xorRK)
        case .leftShift, .inplaceLeftShift: (.leftShiftRR, .leftShiftRK)
        case .rightShift, .inplaceRightShift: (.rightShiftRR, .rightShiftRK)
        case .floorDivide, .inplaceFloorDivide: (.floorDivideRR, .floorDivideRK)
        case .modulo, .inplaceModulo: (.moduloRR, .moduloRK)
        default: nil
        }
    }

    // MARK: Compare and branch

    struct FusedBranch {
        var target: Int
        /// Jumps when the comparison is true.
        var whenTrue: Bool
        /// The instruction behind the jump.
        var next: Int
    }

    /// The conditional jump that follows a comparison, if it can be one instruction with it.
    private mutating func fuseWithBranch(
        _ operation: BinaryOperator, _ instruction: Instruction
    ) throws(Malformed) -> FusedBranch? {
        guard operation.rawValue <= BinaryOperator.notEqual.rawValue || operation == .is,
            instruction.next < labelCount, buffers.labels[instruction.next].incoming.isEmpty,
            let next = Instruction.decode(code, at: instruction.next, end: end), let target = next.target
        else { return nil }
        if next.opcode == .popJumpIfTrue || next.opcode == .popJumpIfFalse {
            blockCost &+= costs[Int(code[next.offset])]
            return FusedBranch(
                target: target, whenTrue: next.opcode == .popJumpIfTrue, next: next.next)
        } else {
            return nil
        }
    }

    private mutating func emitBranch(_ operation: BinaryOperator, _ branch: FusedBranch) throws(Malformed) {
        var constant: UInt32?
        if operation != .is, case .constant(let bits) = stack[stack.count - 1], bits & 1 != 0, bits <= 0xFFFF {
            constant = bits
        }
        flushBelow(2)
        if constant != nil { _ = try pop() }
        let operands = try consume(constant == nil ? 2 : 1, producing: false)
        let right = constant.map(Int.init) ?? operands.second
        let op = Translator.branch(operation, whenTrue: branch.whenTrue, isConstant: constant != nil)
        fuseWithAddition(op, operands.first)
        // `c`: whether to jump when the comparison that the slow path makes is true.
        let insn = emit(op, a: operands.first, b: right, c: branch.whenTrue ? 1 : 0, detail: operation.rawValue)
        try link(insn, to: branch.target)
        blockCost = 0
        offset = branch.next
    }

    /// Whether jumps lead to the next instruction.
    var isLabelled: Bool { !buffers.labels[offset].incoming.isEmpty && buffers.labels[offset].insn == Int32(count) }

    /// `i += 1` right before `i < n`: the addition goes on with the branch behind it in one dispatch.
    private mutating func fuseWithAddition(_ branch: Op, _ left: Int) {
        guard count > 0, branch == .branchLessRR || branch == .branchLessRK, !isLabelled,
            buffers.insns[count - 1].op == .addRK, Int(buffers.insns[count - 1].a) == left
        else { return }
        buffers.insns[count - 1].op = branch == .branchLessRR ? .addThenBranchLessRR : .addThenBranchLessRK
    }

    private static func branch(_ operation: BinaryOperator, whenTrue: Bool, isConstant: Bool) -> Op {
        let effective: BinaryOperator
        switch operation {
        case .less: effective = whenTrue ? .less : .moreEqual
        case .more: effective = whenTrue ? .more : .lessEqual
        case .equal: effective = whenTrue ? .equal : .notEqual
        case .lessEqual: effective = whenTrue ? .lessEqual : .more
        case .moreEqual: effective = whenTrue ? .moreEqual : .less
        case .notEqual: effective = whenTrue ? .notEqual : .equal
        default: return whenTrue ? .branchIsRR : .branchIsNotRR
        }
        switch effective {
        case .less: return isConstant ? .branchLessRK : .branchLessRR
        case .more: return isConstant ? .branchMoreRK : .branchMoreRR
        case .equal: return isConstant ? .branchEqualRK : .branchEqualRR
        case .lessEqual: return isConstant ? .branchLessEqualRK : .branchLessEqualRR
        case .moreEqual: return isConstant ? .branchMoreEqualRK : .branchMoreEqualRR
        default: return isConstant ? .branchNotEqualRK : .branchNotEqualRR
        }
    }

    // MARK: Jumps

    mutating func jump(_ instruction: Instruction) throws(Malformed) {
        guard let target = instruction.target else { throw Malformed() }
        if instruction.opcode == .jump {
            if try closeLoop(to: target) { return }
            try emitJump(to: target)
            lastJump = (target, instruction.next)
            isReachable = false
        } else if instruction.opcode == .popJumpIfTrue || instruction.opcode == .popJumpIfFalse {
            flushBelow(1)
            var value = try popRead()
            if needsPadding(target), value == stack.count {
                // The padding writes where the condition stands.
                guard stack.count + 1 < slotCount else { throw Malformed() }
                emit(.move, a: stack.count + 1, b: value)
                value = stack.count + 1
            }
            let isPadded = try padForAsyncExit(target)
            let insn = emit(instruction.opcode == .popJumpIfTrue ? .branchTrue : .branchFalse, a: value)
            try link(insn, to: target, isPadded: isPadded)
            blockCost = 0
        } else {
            // The value stays on the stack where it jumps.
            guard !stack.isEmpty else { throw Malformed() }
            flushAll()
            let insn = emit(
                instruction.opcode == .jumpIfTrueOrPop ? .branchTrue : .branchFalse, a: stack.count - 1)
            try link(insn, to: target)
            blockCost = 0
            _ = try pop()
        }
    }

    /// A jump back to a `forIter` is that `forIter` once more: one instruction a turn instead of two.
    private mutating func closeLoop(to target: Int) throws(Malformed) -> Bool {
        let label = buffers.labels[target]
        guard target <= offset, label.insn >= 0 else { return false }
        let head = Int(label.insn)
        guard buffers.insns[head].op == .forIter, buffers.offsets[head] == UInt32(target) else { return false }
        flushAll()
        guard stack.count == Int(label.depth), block == Int(label.block) else { throw Malformed() }
        guard let loop = Instruction.decode(code, at: target, end: end), let exit = loop.target else {
            throw Malformed()
        }
        blockCost &+= costs[Int(code[target])]
        let original = buffers.insns[head]
        let insn = emit(.forIter, a: Int(original.a), b: Int(original.b), c: Int(original.c))
        emitCache()
        (buffers.insns + insn).cache.pointee.value = UInt32(bitPattern: Int32(head + 2 - insn))
        // What the iterator raises, it raises in the line of the loop's head.
        buffers.offsets[insn] = UInt32(target)
        buffers.offsets[insn + 1] = UInt32(target)
        let depth = stack.count
        stack.removeLast(min(4, depth))
        try link(insn, to: exit)
        blockCost = 0
        isReachable = false
        return true
    }
}
