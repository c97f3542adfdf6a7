/// Calls, names, building and iteration: instructions whose operands must stand at their homes, one behind the other.
extension Translator {
    /// Pops `n` entries that stand at their homes; returns the lowest slot.
    mutating func popInPlace(_ n: Int) throws(Malformed) -> Int {
        let first = stack.count - n
        guard n >= 0, first >= 0 else { throw Malformed() }
        if block >= 0 && first < blocks[block].depthOutside { throw Malformed() }
        flush(from: first)
        stack.removeLast(n)
        return first
    }

    /// The result takes the place of the operands.
    private mutating func pushInPlace(_ slot: Int) throws(Malformed) {
        guard slot < slotCount, slot == stack.count else { throw Malformed() }
        makeFree(slot)
        pushHome()
    }

    mutating func call(_ instruction: Instruction) throws(Malformed) {
        let positional = instruction.operand & 0xFF
        let keywords = instruction.operand >> 8 & 0xFF
        let op: Op
        var operandCount = positional + 2 * keywords
        if instruction.opcode == .callFunction {
            op = .call
            operandCount += 1
        } else if instruction.opcode == .callMethod {
            op = .callMethod
            operandCount += 2
        } else if instruction.opcode == .callFunctionStar {
            op = .callStar
            operandCount += 2
        } else {
            op = .callMethodStar
            operandCount += 3
        }
        flushBelow(operandCount)
        let slot = try popInPlace(operandCount)
        emit(op, a: slot, b: positional, c: keywords, d: Int32(slot))
        emitCache()
        blockCost = 0
        try pushInPlace(slot)
    }

    mutating func names(_ instruction: Instruction) throws(Malformed) {
        if instruction.opcode == .loadBuildClass {
            emit(.loadBuildClass, a: try pushResult())
            return
        } else if instruction.opcode == .importStar {
            emit(.importStar, a: try popRead())
            return
        }
        let name = Int32(bitPattern: try name(instruction.operand).id)
        if instruction.opcode == .loadName {
            emit(.loadName, a: try pushResult(), d: name)
        } else if instruction.opcode == .loadGlobal {
            let target = try pushResult()
            emit(.loadGlobal, a: target, c: target, d: name)
            emitCache()
        } else if instruction.opcode == .storeName {
            emit(.storeName, a: try popRead(), d: name)
        } else if instruction.opcode == .storeGlobal {
            emit(.storeGlobal, a: try popRead(), d: name)
            emitCache()
        } else if instruction.opcode == .deleteName {
            emit(.deleteName, d: name)
        } else if instruction.opcode == .deleteGlobal {
            emit(.deleteGlobal, d: name)
        } else if instruction.opcode == .loadAttr {
            let operands = try consume(1, producing: true)
            emit(.loadAttribute, a: operands.target, b: operands.first, c: operands.target, d: name)
            emitCache()
        } else if instruction.opcode == .storeAttr {
            // stack: value object
            let operands = try consume(2, producing: false)
            emit(.storeAttribute, a: operands.first, b: operands.second, d: name)
            emitCache()
        } else if instruction.opcode == .loadMethod {
            let operands = try consume(1, producing: true)
            _ = try pushResult()
            emit(.loadMethod, a: operands.target, b: operands.first, d: name)
            emitCache()
        } else if instruction.opcode == .loadSuperMethod {
            let slot = try popInPlace(3)
            try pushInPlace(slot)
            try pushInPlace(slot + 1)
            emit(.loadSuperMethod, a: slot, d: name)
        } else if instruction.opcode == .importName {
            let operands = try consume(2, producing: true)
            emit(.importName, a: operands.target, b: operands.first, c: operands.second, d: name)
        } else {
            guard stack.count >= 1 else { throw Malformed() }
            flush(from: stack.count - 1)
            let module = stack.count - 1
            emit(.importFrom, a: try pushResult(), b: module, d: name)
        }
    }

    mutating func build(_ instruction: Instruction) throws(Malformed) {
        let operand = instruction.operand
        if instruction.opcode == .buildTuple || instruction.opcode == .buildList || instruction.opcode == .buildSet
            || instruction.opcode == .buildSlice
        {
            guard operand >= 0, operand < 0x10000 else { throw Malformed() }
            if isSubscriptNext(instruction), stack.count > operand {
                // The instruction looks at the type of what is sliced.
                makeFree(stack.count - operand - 1)
                flush(stack.count - operand - 1)
            }
            let slot = try popInPlace(operand)
            try pushInPlace(slot)
            let op: Op =
                instruction.opcode == .buildTuple
                ? .buildTuple
                : instruction.opcode == .buildList
                    ? .buildList : instruction.opcode == .buildSet ? .buildSet : .buildSlice
            emit(op, a: slot, b: operand, c: isSubscriptNext(instruction) ? 1 : 0)
        } else if instruction.opcode == .buildMap {
            emit(.buildMap, a: try pushResult(), d: Int32(truncatingIfNeeded: operand))
        } else if instruction.opcode == .storeMap {
            // stack: dict value key
            let slot = try popInPlace(3)
            try pushInPlace(slot)
            emit(.storeMap, a: slot, b: slot + 1, c: slot + 2)
        } else if instruction.opcode == .storeComprehension {
            try storeComprehension(operand)
        } else if instruction.opcode == .unpackSequence {
            try unpack(operand, 0, isExtended: false)
        } else if instruction.opcode == .unpackEx {
            try unpack(operand & 0xFF, operand >> 8 & 0xFF, isExtended: true)
        } else {
            try makeFunction(instruction)
        }
    }

    /// A slice that the next instruction uses up.
    private func isSubscriptNext(_ instruction: Instruction) -> Bool {
        guard instruction.opcode == .buildSlice, instruction.next < labelCount,
            buffers.labels[instruction.next].incoming.isEmpty
        else { return false }
        let next = code[instruction.next]
        return next == Opcode.loadSubscript.rawValue || next == Opcode.storeSubscript.rawValue
    }

    private mutating func storeComprehension(_ operand: Int) throws(Malformed) {
        let kind = operand & 3
        let back = operand >> 2
        let valueCount = kind == 1 ? 2 : 1
        let container = stack.count - 1 - back
        guard container >= 0, back >= valueCount else { throw Malformed() }
        flush(container)
        let operands = try consume(valueCount, producing: false)
        emit(.storeComprehension, a: container, b: operands.first, c: operands.second, d: Int32(kind))
    }

    private mutating func unpack(_ left: Int, _ right: Int, isExtended: Bool) throws(Malformed) {
        let total = isExtended ? left + right + 1 : left
        let source = try popRead()
        let slot = stack.count
        guard slot + total <= slotCount else { throw Malformed() }
        for index in 0..<total { makeFree(slot + index) }
        for _ in 0..<total { pushHome() }
        emit(isExtended ? .unpackEx : .unpackSequence, a: slot, b: source, c: left, d: Int32(right))
    }

    private mutating func makeFunction(_ instruction: Instruction) throws(Malformed) {
        let child = Int32(truncatingIfNeeded: instruction.operand)
        guard instruction.operand >= 0, instruction.operand < 0x10000 else { throw Malformed() }
        if instruction.opcode == .makeFunction {
            emit(.makeFunction, a: try pushResult(), d: child)
        } else if instruction.opcode == .makeFunctionDefaults {
            let operands = try consume(2, producing: true)
            emit(.makeFunctionDefaults, a: operands.target, b: operands.first, c: operands.second, d: child)
        } else {
            let hasDefaults = instruction.opcode == .makeClosureDefaults
            let slot = try popInPlace(instruction.extra + (hasDefaults ? 2 : 0))
            try pushInPlace(slot)
            emit(hasDefaults ? .makeClosureDefaults : .makeClosure, a: slot, b: instruction.extra, d: child)
        }
    }

    mutating func iterate(_ instruction: Instruction) throws(Malformed) {
        if instruction.opcode == .getIter {
            let operands = try consume(1, producing: true)
            emit(.getIter, a: operands.target, b: operands.first)
        } else if instruction.opcode == .getIterStack {
            let source = try popRead()
            let slot = stack.count
            guard slot + 4 <= slotCount else { throw Malformed() }
            for index in 0..<4 { makeFree(slot + index) }
            for _ in 0..<4 { pushHome() }
            emit(.getIterStack, a: slot, b: source)
        } else if instruction.opcode == .forIter {
            try forIter(instruction)
        } else if instruction.opcode == .yieldValue {
            guard !stack.isEmpty else { throw Malformed() }
            flushBelow(1)
            let operands = try consume(1, producing: true)
            try suspend(.yieldValue, slot: operands.target, source: operands.first)
        } else {
            // stack: iterator, value to send; the result takes the iterator's place
            let slot = try popInPlace(2)
            flushAll()
            try pushInPlace(slot)
            try suspend(.yieldFrom, slot: slot)
        }
    }

    private mutating func suspend(_ op: Op, slot: Int, source: Int = 0) throws(Malformed) {
        guard prelude.signature.isGenerator, resumePoints.count < 0xFFFF else { throw Malformed() }
        resumePoints.append(
            HostCode.ResumePoint(
                target: Int32(op == .yieldValue ? count + 1 : count),
                slot: UInt16(op == .yieldValue ? slot : slot + 1), isStart: false))
        emit(op, a: slot, b: resumePoints.count, c: source)
        blockCost = 0
    }

    /// Four slots hold the iterator. The value goes to its stack slot, and at once to the local that is stored next.
    private mutating func forIter(_ instruction: Instruction) throws(Malformed) {
        guard stack.count >= 4, let exit = instruction.target else { throw Malformed() }
        flushAll()
        let iterator = stack.count - 4
        let value = stack.count
        guard value < slotCount else { throw Malformed() }
        var target = value
        var storedLocal: Int?
        var behind = instruction.next
        if !isTraced, behind < labelCount, buffers.labels[behind].incoming.isEmpty,
            let next = Instruction.decode(code, at: behind, end: end),
            next.opcode == .storeFastShort || next.opcode == .storeFastN
        {
            target = try slot(ofLocal: next.operand)
            blockCost &+= costs[Int(code[behind])]
            behind = next.next
            storedLocal = next.operand
        }
        let insn = emit(.forIter, a: value, b: iterator, c: target)
        emitCache()
        (buffers.insns + insn).cache.pointee.value = 2
        stack.removeLast(4)
        try link(insn, to: exit)
        for index in 0..<4 { stack.append(.slot(iterator + index)) }
        blockCost = 0
        if let storedLocal {
            if storedLocal < 64 { assigned |= (1 << UInt64(storedLocal)) & ~deletable }
        } else {
            stack.append(.slot(value))
        }
        voids.writeLater(value)
        offset = behind
    }
}
