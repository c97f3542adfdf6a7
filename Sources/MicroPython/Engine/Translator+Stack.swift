/// The virtual stack, and emission.
extension Translator {
    func slot(ofLocal number: Int) throws(Malformed) -> Int {
        let slot = slotCount - 1 - number
        guard slot >= 0 else { throw Malformed() }
        return slot
    }

    func exceptionSlot(_ level: Int) -> Int { slotCount + 3 * level + 2 }

    @discardableResult
    mutating func emit(
        _ op: Op, a: Int = 0, b: Int = 0, c: Int = 0, d: Int32 = 0, detail: UInt8 = 0
    ) -> Int {
        if op == .move && joinsMove(a, b) || op == .loadConstant && joinsConstant(a, d) { return count - 1 }
        if count + 2 >= buffers.insnCapacity { buffers.growInsns() }
        buffers.insns[count] = Insn(
            op: op, detail: detail, a: UInt16(truncatingIfNeeded: a), b: UInt16(truncatingIfNeeded: b),
            c: UInt16(truncatingIfNeeded: c), d: d, cost: blockCost)
        buffers.offsets[count] = UInt32(offset)
        if voids.isOn { voids.record(stack) }
        count += 1
        return count - 1
    }

    /// Lets the instruction just emitted take a second value with it: a move, a constant, or the callee that this is the first
    /// argument for.
    private func joinsMove(_ target: Int, _ source: Int) -> Bool {
        guard count > barrier else { return false }
        let last = buffers.insns + (count - 1)
        switch last.pointee.op {
        case .move:
            last.pointee.op = .moveTwo
            last.pointee.c = UInt16(truncatingIfNeeded: source)
            last.pointee.d = Int32(target)
        case .loadConstant where Int(last.pointee.a) != source && Int(last.pointee.a) != target:
            last.pointee.op = .moveThenConstant
            last.pointee.c = last.pointee.a
            last.pointee.a = UInt16(truncatingIfNeeded: target)
            last.pointee.b = UInt16(truncatingIfNeeded: source)
        case .halt where count - 1 > barrier: return joinsCallee(last - 1, target, source)
        default: return false
        }
        return true
    }

    /// Lets a move take a constant with it. One that a loop begins with is left to the branch that leads there.
    private func joinsConstant(_ target: Int, _ bits: Int32) -> Bool {
        guard count > barrier, buffers.insns[count - 1].op == .move else { return false }
        let last = buffers.insns + (count - 1)
        let label = buffers.labels + Int(buffers.offsets[count - 1])
        if label.pointee.insn == Int32(count - 1) && label.pointee.incoming.contains(.backward) { return false }
        last.pointee.op = .moveThenConstant
        last.pointee.c = UInt16(truncatingIfNeeded: target)
        last.pointee.d = bits
        return true
    }

    private func joinsCallee(_ callee: IP, _ target: Int, _ source: Int) -> Bool {
        let slot = Int(callee.pointee.a)
        if callee.pointee.op == .loadGlobal && callee.pointee.a == callee.pointee.c && target == slot + 1 {
            callee.pointee.op = .loadGlobalThenMove
            callee.pointee.b = UInt16(truncatingIfNeeded: source)
            return true
        }
        if callee.pointee.op == .loadMethod && target == slot + 2 {
            callee.pointee.op = .loadMethodThenMove
            callee.pointee.c = UInt16(truncatingIfNeeded: source)
            return true
        }
        return false
    }

    /// Room for what an inline cache remembers, behind the instruction just emitted.
    mutating func emitCache() {
        if count + 2 >= buffers.insnCapacity { buffers.growInsns() }
        buffers.insns[count] = Insn(op: .halt)
        buffers.offsets[count] = UInt32(offset)
        if voids.isOn { voids.record(stack) }
        count += 1
    }

    mutating func push(_ entry: Entry) throws(Malformed) {
        guard stack.count < slotCount else { throw Malformed() }
        voids.leave(stack.count)
        stack.append(entry)
    }

    /// Pushes a value that the instruction in translation writes to its home.
    mutating func pushHome() {
        voids.writeLater(stack.count)
        stack.append(.slot(stack.count))
    }

    /// Takes the `n` topmost entries as operands, each in a slot, and makes room for a result in the lowest one's home.
    /// The moves that this needs come before the instruction, while operands still count as entries: so none is lost.
    mutating func consume(_ n: Int, producing: Bool) throws(Malformed) -> Operands {
        let depth = stack.count
        guard depth >= n else { throw Malformed() }
        let home = depth - n
        if block >= 0 && home < blocks[block].depthOutside { throw Malformed() }
        for index in home..<depth {
            guard case .constant(let bits) = stack[index] else { continue }
            makeFree(index)
            emit(.loadConstant, a: index, d: Int32(bitPattern: bits))
            voids.write(index)
            stack[index] = .slot(index)
        }
        if producing {
            guard home < slotCount else { throw Malformed() }
            // Trading places may bring another entry's value here: until there is none.
            while let index = (0..<home).first(where: { stack[$0] == .slot(home) }) { flush(index) }
        }
        var operands = Operands(target: home)
        for index in stride(from: depth - 1, through: home, by: -1) {
            operands.third = operands.second
            operands.second = operands.first
            operands.first = try slot(of: stack[index])
        }
        // One by one: `removeLast(_:)` is made for many.
        for _ in 0..<n { stack.removeLast() }
        if producing { pushHome() }
        return operands
    }

    /// As `consume(3)` where the lowest operand is a constant that need not be in a slot.
    mutating func consumeKeepingConstant() throws(Malformed) -> Operands {
        let home = stack.count - 3
        var operands = try consume(2, producing: false)
        (operands.third, operands.second) = (operands.second, operands.first)
        _ = try pop()
        operands.target = home
        return operands
    }

    /// Slots of up to three operands, in the order they were pushed, and the slot for the result.
    struct Operands {
        var target: Int
        var first = 0
        var second = 0
        var third = 0
    }

    private func slot(of entry: Entry) throws(Malformed) -> Int {
        switch entry {
        case .slot(let slot): return slot
        case .local(let number): return try slot(ofLocal: number)
        case .constant: throw Malformed()
        }
    }

    /// Room for a result that needs no operands.
    mutating func pushResult() throws(Malformed) -> Int { try consume(0, producing: true).target }

    mutating func pop() throws(Malformed) -> Entry {
        guard let entry = stack.popLast() else { throw Malformed() }
        // Entries below a block's depth belong to its handler.
        if block >= 0 && stack.count < blocks[block].depthOutside { throw Malformed() }
        return entry
    }

    /// Pops the top and reads it.
    mutating func popRead() throws(Malformed) -> Int { try consume(1, producing: false).first }

    /// Moves other entries out of a slot that is about to be written.
    mutating func makeFree(_ slot: Int) {
        while let index = stack.indices.first(where: { stack[$0] == .slot(slot) && $0 != slot }) { flush(index) }
    }

    /// Brings an entry to its home slot.
    mutating func flush(_ index: Int) {
        switch stack[index] {
        case .slot(let slot) where slot == index: return
        case .slot(let slot):
            if let other = stack.indices.first(where: { stack[$0] == .slot(index) && $0 != index }) {
                // Somebody's value lies in this home: trade places, then everybody's slot is known again.
                emit(.swap, a: index, b: slot)
                for position in stack.indices {
                    if stack[position] == .slot(index) {
                        stack[position] = .slot(slot)
                    } else if stack[position] == .slot(slot) {
                        stack[position] = .slot(index)
                    }
                }
                _ = other
                return
            }
            emit(.move, a: index, b: slot)
        case .local(let number): emit(.move, a: index, b: max(0, slotCount - 1 - number))
        case .constant(let bits):
            if let other = stack.indices.first(where: { stack[$0] == .slot(index) && $0 != index }) {
                // The home is taken by an entry above or below: that one moves first.
                flush(other)
            }
            emit(.loadConstant, a: index, d: Int32(bitPattern: bits))
        }
        voids.write(index)
        stack[index] = .slot(index)
    }

    mutating func flushAll() { flush(from: 0) }

    /// Brings all entries but the `n` topmost to their homes: a conditional jump reads those and leaves these.
    mutating func flushBelow(_ n: Int) {
        let depth = stack.count
        for index in 0..<max(0, depth - n) where stack[index] != .slot(index) {
            makeFree(index)
            flush(index)
        }
    }

    /// Brings the entries from `first` on to their homes.
    mutating func flush(from first: Int) {
        var index = first
        while index < stack.count {
            if stack[index] != .slot(index) {
                makeFree(index)
                flush(index)
            }
            index += 1
        }
    }

    /// The lowest `count` entries that stand for a local's value keep it when the local changes.
    mutating func detach(local number: Int, below count: Int) {
        for index in 0..<max(0, count) where stack[index] == .local(number) {
            makeFree(index)
            flush(index)
        }
    }

    // MARK: Jumps

    /// Points an instruction at an offset and checks that the state fits what is known there.
    ///
    /// Ways that meet may differ in depth: a `continue` in the `else` of an `async for` leaves the iterator on the stack, in the reference
    /// too. What the deeper ways bring is dropped.
    mutating func link(
        _ insn: Int, to target: Int, inCache: Bool = false, isPadded: Bool = false
    ) throws(Malformed) {
        let label = buffers.labels + target
        let depth = stack.count + (isPadded ? 1 : 0)
        if voids.isOn { voids.jump(from: offset, to: target, overBody: leadsOverBody(insn, target)) }
        if label.pointee.depth >= 0 {
            guard Int(label.pointee.block) == block else { throw Malformed() }
            if label.pointee.incoming.contains(.handler) {
                guard Int(label.pointee.depth) == depth else { throw Malformed() }
            } else if label.pointee.insn >= 0 {
                guard Int(label.pointee.depth) <= depth else { throw Malformed() }
            } else {
                label.pointee.depth = min(label.pointee.depth, Int16(depth))
            }
            label.pointee.assigned &= assigned
        } else {
            label.pointee.depth = Int16(stack.count)
            label.pointee.block = Int16(block)
            label.pointee.assigned = assigned
        }
        let isPlainJump = buffers.insns[insn].op == .jump
        fixups.append(Fixup(insn: insn, target: target, isInCache: inCache, paysLess: isPlainJump))
    }

    /// A jump over the body of a loop to its condition, from where another leads up to the body.
    private func leadsOverBody(_ insn: Int, _ target: Int) -> Bool {
        guard buffers.insns[insn].op == .jump, target > offset,
            let instruction = Instruction.decode(code, at: offset, end: end), instruction.next < labelCount
        else { return false }
        return buffers.labels[instruction.next].incoming.contains(.backward)
    }

    mutating func emitJump(to target: Int) throws(Malformed) {
        flushAll()
        let isPadded = try padForAsyncExit(target)
        let insn = emit(.jump)
        try link(insn, to: target, isPadded: isPadded)
        blockCost = 0
    }
}
