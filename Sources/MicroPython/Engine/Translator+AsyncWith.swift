/// The end of an `async with`, where the compiler keeps one, two or three values on the stack as the case may be.
///
/// Its `finally` handler tells an exception from other ways by looking at the top of the stack; a return or break has a
/// value below its cause there. Here every way but the exception comes in behind that test, and stacks that are one
/// value short are padded, so that each instruction sees one depth.
struct AsyncExit {
    /// Where returns and breaks go on: the context manager, value and cause are on the stack.
    var otherWays: Int
    /// Where falling through joins them: value, cause, context manager.
    var withoutException: Int
    /// The `endFinally`: value, cause.
    var end: Int
}

extension Translator {
    /// Recognizes the handler that the compiler emits: `DUP_TOP, LOAD_GLOBAL BaseException, EXCEPTION_MATCH,
    /// POP_JUMP_IF_FALSE other ways, ... JUMP end, other ways: ROT_THREE, ROT_THREE, without exception: ...`.
    func asyncExit(at handler: Int) -> AsyncExit? {
        var offset = handler
        var test: Instruction?
        for expected in [Opcode.dupTop, .loadGlobal, .binaryOp, .popJumpIfFalse] {
            guard let instruction = Instruction.decode(code, at: offset, end: end), instruction.opcode == expected
            else { return nil }
            test = instruction
            offset = instruction.next
        }
        guard let otherWays = test?.target, otherWays > offset, otherWays < end else { return nil }
        var last: Instruction?
        while offset < otherWays, let instruction = Instruction.decode(code, at: offset, end: end) {
            last = instruction
            offset = instruction.next
        }
        guard offset == otherWays, last?.opcode == .jump, let end = last?.target, end > otherWays, end < labelCount,
            code[otherWays] == Opcode.rotThree.rawValue, code[otherWays + 1] == Opcode.rotThree.rawValue,
            code[end] == Opcode.endFinally.rawValue
        else { return nil }
        return AsyncExit(otherWays: otherWays, withoutException: otherWays + 2, end: end)
    }

    /// Notes the depths that the three labels will have.
    mutating func expect(_ exit: AsyncExit, _ depth: Int) throws(Malformed) {
        guard depth >= 1, depth + 2 <= slotCount else { throw Malformed() }
        blocks[block].asyncExit = exit
        for (offset, labelDepth) in [
            (exit.otherWays, depth + 2), (exit.withoutException, depth + 2), (exit.end, depth + 1),
        ] {
            buffers.labels[offset].depth = Int16(labelDepth)
            buffers.labels[offset].block = Int16(block)
            buffers.labels[offset].assigned = assigned
        }
    }

    /// Whether the stack is one value short of what a label of an `async with` expects.
    func needsPadding(_ target: Int) -> Bool {
        block >= 0 && blocks[block].asyncExit != nil && Int(buffers.labels[target].depth) == stack.count + 1
    }

    /// Pads the stack before a jump to one of the labels; whether it did. The slots written are free on the way that
    /// does not jump.
    mutating func padForAsyncExit(_ target: Int) throws(Malformed) -> Bool {
        guard block >= 0, let exit = blocks[block].asyncExit else { return false }
        let count = stack.count
        guard needsPadding(target), count < slotCount else { return false }
        if target == exit.end, count >= 1 {
            emit(.move, a: count, b: count - 1)
            return true
        }
        if target == exit.withoutException, count >= 2 {
            emit(.move, a: count, b: count - 1)
            emit(.move, a: count - 1, b: count - 2)
            return true
        }
        // The test for an exception: it always finds one.
        return target == exit.otherWays
    }
}
