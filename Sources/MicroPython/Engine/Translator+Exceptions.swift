/// `try`, `with`, `finally`, `return` and `raise`.
///
/// The reference keeps a stack of open blocks at run time; its depth at each instruction is fixed, so here it is known
/// while translating, and entering a block costs nothing. A `finally` handler runs with two extra slots: the cause
/// (None: fell through; an exception; -1: a return; n: way out number n) and the value of a return.
extension Translator {
    mutating func exceptions(_ instruction: Instruction) throws(Malformed) {
        if instruction.opcode == .setupExcept {
            try openBlock(.except, instruction)
        } else if instruction.opcode == .setupFinally {
            try openBlock(.finally, instruction)
        } else if instruction.opcode == .setupWith {
            try openWith(instruction)
        } else if instruction.opcode == .popExceptJump {
            guard block >= 0, let target = instruction.target else { throw Malformed() }
            flushAll()
            forgetException()
            block = blocks[block].parent
            try emitJump(to: target)
            isReachable = false
        } else if instruction.opcode == .unwindJump {
            guard let target = instruction.target else { throw Malformed() }
            flushAll()
            let continuation = Continuation(
                target: target, blocksLeft: instruction.extra & 0x7F, dropsIterator: instruction.extra & 0x80 != 0)
            let (open, entries) = (block, stack)
            try leave(continuation, from: block, at: instruction.offset)
            (block, stack) = (open, entries)
            isReachable = false
        } else if instruction.opcode == .withCleanup {
            guard block >= 0, blocks[block].kind == .with, stack.count == blocks[block].depth + 2,
                stack.count + 1 <= slotCount
            else { throw Malformed() }
            flushAll()
            emit(.withCleanup, a: blocks[block].depth - 2)
            stack.removeLast(2)
        } else if instruction.opcode == .endFinally {
            try endFinally(instruction)
        } else if instruction.opcode == .returnValue {
            flushBelow(1)
            let value = try popRead()
            try leaveFunction(value, from: block, at: instruction.offset)
            isReachable = false
        } else if instruction.opcode == .raiseLast {
            try raiseLast(at: instruction.offset)
        } else if instruction.opcode == .raiseObject {
            emit(.raiseObject, a: try popRead())
            isReachable = false
        } else {
            let operands = try consume(2, producing: false)
            emit(.raiseFrom, a: operands.first, b: operands.second)
            isReachable = false
        }
    }

    /// `sys.exc_info()` knows of an exception until any block ends, as there: it "is not compliant" (py/vm.c, v1.29).
    private mutating func forgetException() {
        if vm.has(.exceptionInfo) { emit(.forgetException) }
    }

    private mutating func openBlock(_ kind: Block.Kind, _ instruction: Instruction) throws(Malformed) {
        guard let target = instruction.target else { throw Malformed() }
        flushAll()
        let level = block < 0 ? 0 : blocks[block].level + 1
        let depth = stack.count
        guard level < exceptionCount, depth + (kind == .except ? 1 : 2) <= slotCount, blocks.count < 0x7FFF else {
            throw Malformed()
        }
        blocks.append(
            Block(
                kind: kind, handlerOffset: target, depth: depth, parent: block, level: level, fromInsn: count))
        block = blocks.count - 1
        let label = buffers.labels + target
        guard label.pointee.depth < 0 else { throw Malformed() }
        if kind == .finally, let exit = asyncExit(at: target) { try expect(exit, depth) }
        let isPair = kind != .except && blocks[block].asyncExit == nil
        label.pointee.depth = Int16(depth + (isPair ? 2 : 1))
        label.pointee.block = Int16(block)
        label.pointee.assigned = assigned
    }

    /// stack: manager -> exit method, receiver, result of `__enter__`
    private mutating func openWith(_ instruction: Instruction) throws(Malformed) {
        flushAll()
        let slot = try popInPlace(1)
        guard slot + 3 <= slotCount else { throw Malformed() }
        emit(.setupWith, a: slot)
        stack.append(.slot(slot))
        stack.append(.slot(slot + 1))
        try openBlock(.with, instruction)
        stack.append(.slot(slot + 2))
    }

    private mutating func endFinally(_ instruction: Instruction) throws(Malformed) {
        guard block >= 0 else { throw Malformed() }
        let ended = block
        let isFinally = blocks[ended].isFinally
        let isAsync = blocks[ended].asyncExit != nil
        // After an `async with` the value stands below its cause.
        let cause = blocks[ended].depthOutside + (isAsync ? 1 : 0)
        let value = isAsync ? cause - 1 : cause + 1
        guard stack.count == blocks[ended].depthOutside + (isFinally ? 2 : 1) else { throw Malformed() }
        flushAll()
        forgetException()
        stack.removeLast(isFinally ? 2 : 1)
        block = blocks[ended].parent
        let end = emit(.endFinally, a: cause)
        let continuations = blocks[ended].continuations
        var ways: [(insn: Int, continuation: Continuation?)] = []
        if blocks[ended].hasReturn {
            ways.append((emit(.branchCause, a: cause, d: 0), nil))
            buffers.insns[count - 1].b = UInt16(truncatingIfNeeded: Value(smallInt: -1).bits)
        }
        for (number, continuation) in continuations.enumerated() {
            ways.append((emit(.branchCause, a: cause, d: 0), continuation))
            buffers.insns[count - 1].b = UInt16(truncatingIfNeeded: Value(smallInt: Int32(number)).bits)
        }
        let saved = stack
        for way in ways {
            buffers.insns[way.insn].d = Int32(count - way.insn)
            barrier = count
            stack = saved
            blockCost = 0
            if let continuation = way.continuation {
                try leave(continuation, from: blocks[ended].parent, at: instruction.offset)
            } else {
                try leaveFunction(value, from: blocks[ended].parent, at: instruction.offset)
            }
        }
        stack = saved
        block = blocks[ended].parent
        blockCost = 0
        buffers.insns[end].d = Int32(count - end)
        barrier = count
        // Behind an `except` nothing follows: a cause that is no exception, which no compiler leaves there, raises.
        if !isFinally { emit(.raiseLast, a: 0xFFFF) }
        isReachable = isFinally
    }

    /// A `return` of the value in a slot, out of the blocks from `innermost` on.
    private mutating func leaveFunction(_ value: Int, from innermost: Int, at here: Int) throws(Malformed) {
        var open = innermost
        while open >= 0 {
            if blocks[open].isFinally && blocks[open].handlerOffset > here {
                blocks[open].hasReturn = true
                let cause = blocks[open].depth
                guard cause + 1 < slotCount else { throw Malformed() }
                let isAsync = blocks[open].asyncExit != nil
                emit(.move, a: isAsync ? cause : cause + 1, b: value)
                emit(
                    .loadConstant, a: isAsync ? cause + 1 : cause,
                    d: Int32(bitPattern: Value(smallInt: -1).bits))
                try enterHandler(open)
                return
            }
            open = blocks[open].parent
        }
        if innermost >= 0 { forgetException() }
        if !returnsConstant(value) { emit(.returnValue, a: value) }
        blockCost = 0
    }

    /// Whether the constant just loaded, and nothing else, is what is returned: then its instruction returns it.
    private mutating func returnsConstant(_ value: Int) -> Bool {
        guard count > 0, !isLabelled else { return false }
        let last = buffers.insns + (count - 1)
        if last.pointee.op == .moveThenConstant && Int(last.pointee.c) == value {
            let constant = last.pointee.d
            (last.pointee.op, last.pointee.c, last.pointee.d) = (.move, 0, 0)
            emit(.returnConstant, d: constant)
            return true
        }
        guard last.pointee.op == .loadConstant, Int(last.pointee.a) == value else { return false }
        last.pointee.op = .returnConstant
        last.pointee.cost = blockCost
        return true
    }

    /// A `break` or `continue` out of a number of blocks.
    private mutating func leave(_ way: Continuation, from innermost: Int, at here: Int) throws(Malformed) {
        var open = innermost
        var left = way.blocksLeft
        var depth = stack.count
        while left > 0 {
            guard open >= 0 else { throw Malformed() }
            left -= 1
            if blocks[open].isFinally && blocks[open].handlerOffset > here {
                let rest = Continuation(target: way.target, blocksLeft: left, dropsIterator: way.dropsIterator)
                let number =
                    blocks[open].continuations.firstIndex(of: rest)
                    ?? {
                        blocks[open].continuations.append(rest)
                        return blocks[open].continuations.count - 1
                    }()
                emit(
                    .loadConstant, a: blocks[open].depth + (blocks[open].asyncExit != nil ? 1 : 0),
                    d: Int32(bitPattern: Value(smallInt: Int32(number)).bits))
                try enterHandler(open)
                return
            }
            depth = blocks[open].depthOutside
            open = blocks[open].parent
        }
        if way.dropsIterator { depth -= 4 }
        forgetException()
        guard depth >= 0, depth <= stack.count || way.blocksLeft > 0 else { throw Malformed() }
        setStateKeepingCost(depth: depth, block: open)
        try emitJump(to: way.target)
    }

    private mutating func setStateKeepingCost(depth: Int, block: Int) {
        let cost = blockCost
        setState(depth: depth, block: block)
        blockCost = cost
    }

    /// Jumps to a `finally` handler whose cause is in its slot already.
    private mutating func enterHandler(_ open: Int) throws(Malformed) {
        emit(.clearException, a: exceptionSlot(blocks[open].level))
        let insn = emit(.jump)
        let target = blocks[open].asyncExit?.otherWays ?? blocks[open].handlerOffset
        fixups.append(Fixup(insn: insn, target: target, paysLess: true))
        blockCost = 0
    }

    /// A bare `raise`: raises again what the innermost handler that runs has caught.
    private mutating func raiseLast(at here: Int) throws(Malformed) {
        var open = block
        var slots: [Int] = []
        while open >= 0 {
            if blocks[open].handlerOffset <= here { slots.append(exceptionSlot(blocks[open].level)) }
            open = blocks[open].parent
        }
        for slot in slots { emit(.raiseLast, a: slot) }
        // None of them caught anything: RuntimeError.
        emit(.raiseLast, a: 0xFFFF)
        isReachable = false
    }
}
