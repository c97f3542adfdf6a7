/// One instruction of the bytecode at a time.
extension Translator {
    mutating func translate(_ instruction: Instruction) throws(Malformed) {
        blockCost &+= costs[Int(code[instruction.offset])]
        switch instruction.opcode {
        case .loadConstString: try push(.constant(Value(try name(instruction.operand)).bits))
        case .loadConstSmallInt, .loadConstSmallIntShort:
            try push(.constant(Value(smallInt: Int32(truncatingIfNeeded: instruction.operand)).bits))
        case .loadConstObject:
            try push(.constant(try object(instruction.operand)))
        case .loadConstFalse: try push(.constant(Value.false.bits))
        case .loadConstNone: try push(.constant(Value.none.bits))
        case .loadConstTrue: try push(.constant(Value.true.bits))
        case .loadNull: try push(.constant(0))
        case .loadFastN, .loadFastShort: try loadFast(instruction.operand)
        case .storeFastN, .storeFastShort: try storeFast(instruction.operand)
        case .deleteFast: try deleteFast(instruction.operand)
        case .loadDeref, .storeDeref, .deleteDeref: try dereference(instruction)
        case .loadName, .loadGlobal, .storeName, .storeGlobal, .deleteName, .deleteGlobal, .loadAttr, .loadMethod,
            .loadSuperMethod, .storeAttr, .importName, .importFrom, .importStar, .loadBuildClass:
            try names(instruction)
        case .dupTop, .dupTopTwo, .popTop, .rotTwo, .rotThree: try shuffle(instruction.opcode)
        case .unaryOp, .binaryOp, .loadSubscript, .storeSubscript: try operate(instruction)
        case .buildTuple, .buildList, .buildMap, .buildSet, .buildSlice, .storeMap, .storeComprehension,
            .unpackSequence, .unpackEx, .makeFunction, .makeFunctionDefaults, .makeClosure, .makeClosureDefaults:
            try build(instruction)
        case .callFunction, .callFunctionStar, .callMethod, .callMethodStar: try call(instruction)
        case .jump, .popJumpIfTrue, .popJumpIfFalse, .jumpIfTrueOrPop, .jumpIfFalseOrPop: try jump(instruction)
        case .getIter, .getIterStack, .forIter, .yieldValue, .yieldFrom: try iterate(instruction)
        case .setupWith, .setupExcept, .setupFinally, .popExceptJump, .unwindJump, .withCleanup, .endFinally,
            .returnValue, .raiseLast, .raiseObject, .raiseFrom:
            try exceptions(instruction)
        }
    }

    func name(_ index: Int) throws(Malformed) -> Qstr {
        guard index >= 0, index < 0x10000 else { throw Malformed() }
        return ModuleContext.name(index, context, vm.ram)
    }

    private func object(_ index: Int) throws(Malformed) -> UInt32 {
        guard index >= 0, index < 0x10000 else { throw Malformed() }
        return ModuleContext.object(index, context, vm.ram).bits
    }

    // MARK: Locals

    private func isAssigned(_ number: Int) -> Bool { number < 64 && assigned >> UInt64(number) & 1 != 0 }

    private mutating func loadFast(_ number: Int) throws(Malformed) {
        if !isAssigned(number) {
            emit(.checkBound, a: try slot(ofLocal: number))
            if number < 64 { assigned |= (1 << UInt64(number)) & ~deletable }
        }
        _ = try slot(ofLocal: number)
        try push(.local(number))
    }

    private mutating func storeFast(_ number: Int) throws(Malformed) {
        let target = try slot(ofLocal: number)
        // While the value counts as an entry: what is detached may need the slot that it lies in.
        detach(local: number, below: stack.count - 1)
        let value = try pop()
        if number < 64 { assigned |= (1 << UInt64(number)) & ~deletable }
        switch value {
        case .slot(let source):
            if retargetLast(from: source, to: target) { return }
            emit(.move, a: target, b: source)
        case .local(let other):
            if other != number { emit(.move, a: target, b: try slot(ofLocal: other)) }
        case .constant(let bits): emit(.loadConstant, a: target, d: Int32(bitPattern: bits))
        }
    }

    /// Lets the instruction just emitted write to a local instead of a stack slot. The slot it wrote to is kept in a free
    /// field: an object result goes there too, as the reference's stack would keep it alive.
    private mutating func retargetLast(from source: Int, to target: Int) -> Bool {
        guard count > barrier, buffers.labels[offset].incoming.isEmpty else { return false }
        var index = count - 1
        if buffers.insns[index].op == .halt {
            // A cache word, behind its instruction.
            index -= 1
            guard index >= barrier else { return false }
        }
        let last = buffers.insns + index
        guard Int(last.pointee.a) == source, buffers.offsets[index] < UInt32(offset), !stack.contains(.slot(source))
        else {
            return false
        }
        switch last.pointee.op {
        case .addRR, .subtractRR, .multiplyRR, .andRR, .orRR, .xorRR, .leftShiftRR, .rightShiftRR, .floorDivideRR,
            .moduloRR, .binary, .loadSubscript:
            last.pointee.d = Int32(source)
        case .addRK, .subtractRK, .multiplyRK, .andRK, .orRK, .xorRK, .leftShiftRK, .rightShiftRK, .floorDivideRK,
            .moduloRK, .loadSubscriptK, .loadAttribute, .loadGlobal, .loadDeref:
            last.pointee.c = UInt16(source)
        case .call, .callMethod, .callStar, .callMethodStar:
            last.pointee.d = Int32(target)
            return true
        default: return false
        }
        last.pointee.a = UInt16(target)
        // The store's cycles belong to the block still.
        return true
    }

    private mutating func deleteFast(_ number: Int) throws(Malformed) {
        detach(local: number, below: stack.count)
        emit(.deleteFast, a: try slot(ofLocal: number))
    }

    private mutating func dereference(_ instruction: Instruction) throws(Malformed) {
        let cell = try slot(ofLocal: instruction.operand)
        if instruction.opcode == .loadDeref {
            let target = try pushResult()
            emit(.loadDeref, a: target, b: cell, c: target)
        } else if instruction.opcode == .storeDeref {
            emit(.storeDeref, a: cell, b: try popRead())
        } else {
            emit(.deleteDeref, a: cell)
        }
    }

    // MARK: Stack

    private mutating func shuffle(_ opcode: Opcode) throws(Malformed) {
        let depth = stack.count
        if opcode == .dupTop {
            guard depth >= 1 else { throw Malformed() }
            try push(stack[depth - 1])
        } else if opcode == .dupTopTwo {
            guard depth >= 2 else { throw Malformed() }
            try push(stack[depth - 2])
            try push(stack[depth - 1])
        } else if opcode == .popTop {
            _ = try pop()
        } else if opcode == .rotTwo {
            guard depth >= 2 else { throw Malformed() }
            stack.swapAt(depth - 1, depth - 2)
        } else {
            guard depth >= 3 else { throw Malformed() }
            let top = stack.removeLast()
            stack.insert(top, at: depth - 3)
        }
    }
}
