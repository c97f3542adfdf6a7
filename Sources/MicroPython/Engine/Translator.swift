/// Turns the bytecode of one function into its host form, once, and verifies it on the way.
///
/// The value stack of the bytecode becomes slots of the frame: entry i of the stack is slot i, local n is slot
/// `slotCount - 1 - n`, as in the reference. What is only copied (locals, constants, duplicates) stays virtual until an
/// instruction needs it in a slot. Bytecode is untrusted input: whatever it says, the result stays inside the frame.
struct Translator {
    let vm: VM
    let code: UnsafePointer<UInt8>
    let end: Int
    let context: GuestAddress
    let prelude: Prelude
    let slotCount: Int
    let costs: [UInt32]
    /// Makes the traced flavour.
    let isTraced: Bool
    var tracer = TracePlanner()

    var buffers: TranslatorBuffers
    var count = 0
    /// Something jumps to the instruction of this number, or may: it stays the first of its kind.
    var barrier = 0
    var labelCount = 0

    /// The virtual stack.
    var stack: [Entry] = []
    /// Open blocks, as a tree: each knows its parent. `block` is the innermost one, -1 none.
    var blocks: [Block] = []
    var block = -1
    /// Locals that have a value for certain, by number; and those that some `del` may take it from.
    var assigned: UInt64 = 0
    var deletable: UInt64 = 0
    var blockCost: UInt32 = 0
    var fixups: ScratchList<Fixup>
    var handlers: ScratchList<HostCode.Handler>
    var resumePoints: ScratchList<HostCode.ResumePoint>
    var offset = 0
    var isReachable = true
    var voids = VoidSlots()
    /// The last unconditional jump that can be reached: where it goes, and the offset behind it.
    var lastJump: (target: Int, next: Int)?
    var exceptionCount: Int { prelude.signature.exceptionCount }

    /// Where the value of a stack entry is.
    enum Entry: Equatable {
        case slot(Int)
        case local(Int)
        case constant(UInt32)
    }

    /// A `try` or `with` that is open, or whose handler runs.
    struct Block {
        enum Kind { case except, finally, with }
        var kind: Kind
        var handlerOffset: Int
        /// Stack depth when it was set up.
        var depth: Int
        var parent: Int
        var level: Int
        var fromInsn: Int
        var toInsn = -1
        /// Ways through a `finally` that go on elsewhere afterwards: causes 0, 1 ... ; a return is cause -1.
        var continuations: [Continuation] = []
        var hasReturn = false
        /// The `finally` of an `async with`, see `AsyncExit`.
        var asyncExit: AsyncExit?
        var isFinally: Bool { kind != .except }
        /// The depth that is left when the block is done with.
        var depthOutside: Int { kind == .with ? depth - 2 : asyncExit != nil ? depth - 1 : depth }
    }

    struct Continuation: Equatable {
        var target: Int
        var blocksLeft: Int
        var dropsIterator: Bool
    }

    /// A jump to an offset that is not translated yet.
    struct Fixup {
        var insn: Int
        var target: Int
        /// The distance stands in the cache word behind the instruction.
        var isInCache = false
        var paysLess = false
    }

    /// The bytecode contradicts itself.
    struct Malformed: Error {}

    private init(_ vm: VM, code: UnsafePointer<UInt8>, end: Int, context: GuestAddress, prelude: Prelude) {
        self.vm = vm
        self.code = code
        self.end = end
        self.context = context
        self.prelude = prelude
        slotCount = prelude.signature.stateCount
        costs = vm.engine.pointee.costs.cycles
        isTraced = vm.has(.tracing)
        buffers = vm.engine.pointee.translator
        (fixups, handlers, resumePoints) = (buffers.fixups, buffers.handlers, buffers.resumePoints)
        stack.reserveCapacity(min(slotCount, 32))
    }

    /// The host form, or RuntimeError for bytecode that cannot be run.
    static func translate(
        _ vm: VM, bytecode: GuestAddress, context: GuestAddress, byteCount: Int
    ) throws(GuestException) -> CodePointer {
        let bytes = UnsafePointer(vm.ram.pointer(bytecode).assumingMemoryBound(to: UInt8.self))
        guard let prelude = Prelude.decode(bytes, byteCount: byteCount), prelude.signature.stateCount < 0xFFF0,
            prelude.signature.positionalCount + prelude.signature.keywordOnlyCount <= prelude.signature.stateCount
        else { throw vm.error(.runtimeError, "invalid bytecode") }
        var translator = Translator(
            vm, code: bytes + prelude.codeOffset, end: byteCount - prelude.codeOffset, context: context,
            prelude: prelude)
        do throws(Malformed) {
            try translator.run()
        } catch {
            translator.keepBuffers()
            throw vm.error(.runtimeError, "invalid bytecode")
        }
        let result = translator.finish(bytecode: bytecode, byteCount: byteCount)
        translator.keepBuffers()
        return result
    }

    /// What is void at each instruction of a function's host form; nil where another translation would differ.
    static func voidSlots(_ vm: VM, _ host: CodePointer) -> [VoidSlots.Mask]? {
        let bytes = UnsafePointer(vm.ram.pointer(host.pointee.bytecode).assumingMemoryBound(to: UInt8.self))
        let prelude = host.pointee.prelude
        var voids = VoidSlots()
        // Loops within loops need a pass each to know their own way; more are rare.
        for _ in 0..<3 {
            voids.beginPass()
            var translator = Translator(
                vm, code: bytes + prelude.codeOffset, end: host.pointee.byteCount - prelude.codeOffset,
                context: host.pointee.context, prelude: prelude)
            translator.voids = voids
            let isGood: Bool
            do throws(Malformed) {
                try translator.run()
                isGood = translator.count == host.pointee.count
            } catch {
                isGood = false
            }
            translator.keepBuffers()
            voids = translator.voids
            guard isGood, voids.masks.count == host.pointee.count else { return nil }
        }
        return voids.masks
    }

    /// Gives the scratch memory back, for the next function.
    private mutating func keepBuffers() {
        (buffers.fixups, buffers.handlers, buffers.resumePoints) = (fixups, handlers, resumePoints)
        buffers.removeLists()
        vm.engine.pointee.translator = buffers
    }

    private mutating func run() throws(Malformed) {
        try markTargets()
        assigned = assignedAtEntry()
        if prelude.signature.isGenerator {
            resumePoints.append(HostCode.ResumePoint(target: 0, slot: 0, isStart: true))
        }
        offset = 0
        let opcodes = Opcode.byFirstByte
        while offset < labelCount {
            guard let instruction = Instruction.decode(code, at: offset, end: end, opcodes) else { break }
            try arrive(at: offset)
            if isReachable {
                voids.endInstruction()
                if isTraced { emitTrace(instruction) }
                try translate(instruction)
            }
            // A fused pair moves `offset` on by itself.
            if offset == instruction.offset { offset = instruction.next }
        }
        guard !isReachable else { throw Malformed() }
        try resolveFixups()
    }

    /// The first pass: which offsets are jumped to, and from where.
    private mutating func markTargets() throws(Malformed) {
        buffers.reserveLabels(end + 1)
        var at = 0
        let opcodes = Opcode.byFirstByte
        let forms = ShortForm.byFirstByte
        while at < end {
            let form = forms[Int(code[at])]
            if form == .single || form == .local {
                at &+= 1
                continue
            }
            if form != .none && at &+ 1 < end && code[at &+ 1] < 0x80 {
                at &+= 2
                continue
            }
            if form != .none && at &+ 2 < end && code[at &+ 2] < 0x80 {
                at &+= 3
                continue
            }
            guard let instruction = Instruction.decode(code, at: at, end: end, opcodes) else { break }
            if let target = instruction.target {
                guard target >= 0, target < end else { throw Malformed() }
                buffers.labels[target].incoming.insert(incoming(instruction, target))
                if target <= at { buffers.labels[target].lastBackward = Int32(at) }
            }
            if instruction.opcode == .deleteFast && instruction.operand < 64 {
                deletable |= 1 << UInt64(instruction.operand)
            }
            at = instruction.next
        }
        labelCount = at
    }

    private func incoming(_ instruction: Instruction, _ target: Int) -> TranslatorBuffers.Incoming {
        if target <= instruction.offset { return .backward }
        if instruction.opcode == .jump || instruction.opcode == .popExceptJump {
            return .forwardJump
        } else if instruction.opcode == .setupExcept || instruction.opcode == .setupFinally
            || instruction.opcode == .setupWith
        {
            return .handler
        } else {
            return .forwardBranch
        }
    }

    /// Arguments have values from the start, cells included.
    private func assignedAtEntry() -> UInt64 {
        let signature = prelude.signature
        var count = signature.positionalCount + signature.keywordOnlyCount
        if signature.takesStarArguments { count += 1 }
        if signature.takesKeywordArguments { count += 1 }
        let arguments: UInt64 = count >= 64 ? ~0 : (1 << UInt64(count)) - 1
        return arguments & ~deletable
    }

    /// Joins what falls through to an offset with what jumps there.
    private mutating func arrive(at offset: Int) throws(Malformed) {
        let label = buffers.labels + offset
        guard !label.pointee.incoming.isEmpty else { return }
        let fellThrough = isReachable
        defer { if voids.isOn { voids.arrive(at: offset, isReachable: fellThrough) } }
        if isReachable {
            voids.endInstruction()
            flushAll()
            if !label.pointee.incoming.isSubset(of: .forwardJump) || label.pointee.depth < 0 {
                endBlockByFallingThrough()
            }
        }
        if label.pointee.depth >= 0 {
            if isReachable {
                let isJoin = !label.pointee.incoming.contains(.handler)
                guard block == Int(label.pointee.block), isJoin || stack.count == Int(label.pointee.depth) else {
                    if try enterHandlerByFallingThrough(offset) { return }
                    throw Malformed()
                }
                stack.removeLast(max(0, stack.count - Int(label.pointee.depth)))
                assigned &= label.pointee.assigned
            } else {
                setState(depth: Int(label.pointee.depth), block: Int(label.pointee.block))
                assigned = label.pointee.assigned
            }
        } else if !isReachable {
            // Dead code, unless it is the body of a loop whose condition stands at its end: then the jump before it goes to the
            // condition, which jumps up to here. The state is that of the jump over it; the jump back is checked against it.
            guard let over = lastJump, over.next == offset, over.target > offset,
                over.target <= label.pointee.lastBackward
            else { return }
            flushedStateAfterJump()
        }
        isReachable = true
        label.pointee.insn = Int32(count)
        barrier = count
        label.pointee.depth = Int16(stack.count)
        label.pointee.block = Int16(block)
        label.pointee.assigned = assigned
        label.pointee.carried = blockCost
    }

    private mutating func flushedStateAfterJump() {
        setState(depth: stack.count, block: block)
        blockCost = 0
    }

    mutating func setState(depth: Int, block: Int) {
        stack.removeAll(keepingCapacity: true)
        for index in 0..<depth { stack.append(.slot(index)) }
        self.block = block
        blockCost = 0
    }

    /// A block that ends without a jump, at a label, is charged by a jump to the next instruction.
    private mutating func endBlockByFallingThrough() {
        guard blockCost > 0 else { return }
        emit(.jump, d: 1)
        blockCost = 0
    }

    /// `None` was pushed for `endFinally`; in the host form the handler's cause and value always take two slots.
    private mutating func enterHandlerByFallingThrough(_ offset: Int) throws(Malformed) -> Bool {
        guard block >= 0, blocks[block].isFinally, blocks[block].handlerOffset == offset,
            stack.count == blocks[block].depth + 1, stack.count < slotCount
        else { return false }
        endBlockByFallingThrough()
        emit(.clearException, a: exceptionSlot(blocks[block].level))
        emit(.loadConstant, a: stack.count, d: 0)
        voids.write(stack.count)
        stack.append(.slot(stack.count))
        assigned &= buffers.labels[offset].assigned
        blocks[block].toInsn = count
        // An exception arrives behind these moves.
        buffers.labels[offset].insn = Int32(count)
        barrier = count
        buffers.labels[offset].carried = 0
        return true
    }

    private mutating func resolveFixups() throws(Malformed) {
        for fixup in fixups.all {
            let label = buffers.labels[fixup.target]
            guard label.insn >= 0 else { throw Malformed() }
            let distance = label.insn - Int32(fixup.insn)
            if fixup.isInCache {
                (buffers.insns + fixup.insn).cache.pointee.value = UInt32(bitPattern: distance)
            } else {
                buffers.insns[fixup.insn].d = distance
            }
            if fixup.paysLess { buffers.insns[fixup.insn].cost &-= label.carried }
            joinLoop(fixup.insn, to: Int(label.insn))
        }
        for index in blocks.indices {
            let label = buffers.labels[blocks[index].handlerOffset]
            guard label.insn >= 0 else { throw Malformed() }
            handlers.append(
                HostCode.Handler(
                    from: Int32(blocks[index].fromInsn),
                    to: Int32(blocks[index].toInsn >= 0 ? blocks[index].toInsn : Int(label.insn)),
                    target: label.insn, slot: UInt16(blocks[index].depth), level: UInt16(blocks[index].level)))
        }
    }

    /// A counting loop's last branch leads to the move of the counter to the loop's variable, and does it.
    private func joinLoop(_ branch: Int, to target: Int) {
        guard branch > 0, target < branch else { return }
        let addition = buffers.insns + (branch - 1)
        let move = buffers.insns + target
        guard move.pointee.op == .move, move.pointee.b == addition.pointee.a else { return }
        switch addition.pointee.op {
        case .addThenBranchLessRR: addition.pointee.op = .addThenLoopLessRR
        case .addThenBranchLessRK: addition.pointee.op = .addThenLoopLessRK
        default: return
        }
    }

    private mutating func finish(bytecode: GuestAddress, byteCount: Int) -> CodePointer {
        // Behind the last instruction stands what raises, should malformed bytecode get there after all.
        let host = HostCode.make(
            instructionCount: count + 2, handlerCount: handlers.count, resumePointCount: resumePoints.count)
        host.pointee.entry.initialize(from: buffers.insns, count: count)
        (host.pointee.entry + count).initialize(repeating: Insn(op: .raiseLast, a: 0xFFFF), count: 2)
        host.pointee.offsets.initialize(from: buffers.offsets, count: count)
        host.pointee.handlers.initialize(from: handlers.all.baseAddress!, count: handlers.count)
        host.pointee.resumePoints.initialize(from: resumePoints.all.baseAddress!, count: resumePoints.count)
        let signature = prelude.signature
        host.pointee.bytecode = bytecode
        host.pointee.context = context
        host.pointee.globals = ModuleContext.globals(context, vm.ram)
        host.pointee.byteCount = byteCount
        host.pointee.prelude = prelude
        host.pointee.count = count
        host.pointee.slotCount = slotCount
        host.pointee.exceptionCount = exceptionCount
        host.pointee.positionalCount = signature.positionalCount
        host.pointee.isGenerator = signature.isGenerator
        host.pointee.isTraced = isTraced
        let takesPlainArguments =
            !signature.takesStarArguments && !signature.takesKeywordArguments && !signature.hasKeywordDefaults
            && signature.keywordOnlyCount == 0 && prelude.cellCount == 0
        let isSimple = !isTraced && !signature.isGenerator && takesPlainArguments
        if !isTraced && takesPlainArguments { host.pointee.plainArgumentCount = signature.positionalCount }
        if isSimple { host.pointee.simpleCall = HostCode.simpleCall(context, signature.positionalCount, 0) }
        let stateBytes = 4 * slotCount + 12 * exceptionCount
        host.pointee.frameWords = slotCount + 3 * exceptionCount + (isTraced ? VM.traceWordCount : 0)
        host.pointee.isFrameOnHeap = stateBytes > Frame.stackBytesMax
        host.pointee.stackBytes = vm.engine.pointee.callStack.bytes(
            frame: host.pointee.isFrameOnHeap ? 0 : Int(Frame.headerBytes) + 4 * host.pointee.frameWords)
        host.pointee.methodStackBytes = host.pointee.stackBytes + vm.engine.pointee.callStack.extra.methodBytes
        host.pointee.handlerCount = handlers.count
        (host.pointee.function, host.pointee.file) = vm.names(bytecode: bytecode, context: context, prelude)
        host.pointee.resumePointCount = resumePoints.count
        host.pointee.quickResumePointCount = isTraced ? 0 : resumePoints.count
        return host
    }
}
