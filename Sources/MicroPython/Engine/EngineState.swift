#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where the engine keeps its state: it never moves.
typealias EnginePointer = UnsafeMutablePointer<EngineState>

/// The engine's cold state: what the loop touches only when it calls, raises or polls.
struct EngineState {
    /// Calls in progress, innermost last; `top` is the running one.
    var frames: UnsafeMutablePointer<Frame>
    var top: UnsafeMutablePointer<Frame>
    static let frameCountMax = 1 << 16
    /// No frame goes here or behind it.
    var frameLimit: UnsafeMutablePointer<Frame>

    /// The next free word of the guest's stack.
    var stackTop: GuestAddress
    var stackStart: GuestAddress

    /// The exception on its way up, while native code or the loop hands it on.
    var pending = Value.null
    /// What the loop returns when it halts.
    var result = Value.null
    /// An exception to throw into the iterator that a generator delegates to.
    var injected = Value.null
    /// The pending exception was thrown into a generator that has not started.
    var isThrownBeforeStart = false
    /// Whether the generator that native code resumed has ended.
    var hasReturned = false
    /// The instruction that last left the loop for a slow path: line numbers and tracebacks start from it.
    var ip: IP

    /// Host code by heap block of its bytecode, and for bytecode elsewhere by address.
    let codeOfBlock: UnsafeMutablePointer<CodePointer?>
    var codeElsewhere: [GuestAddress: CodePointer] = [:]

    let haltStub: IP
    let raiseStub: IP

    /// Cycles left until the engine asks its host (`service`).
    var budget = 0
    /// Cycles handed out so far: the time is `granted - budget`.
    var granted = 0
    var service: ((VM) -> Void)?
    /// Asks for `service` at the next jump or call.
    var isServiceDue = false
    /// The host is asked at a place where no callback of the guest may run.
    var holdsCallbacks = false
    /// What unwinds now was thrown by the host, and no code of the guest may catch it.
    var isStopping = false
    var translator = TranslatorBuffers()
    var costs = CostTable()
    var callStack = CallStack(baseBytes: 0)
    var importDepth = 0
    var hostDepth = 0
    /// Handlers of hard interrupts that run: no other strand does meanwhile.
    var interruptDepth = 0

    /// `sys.settrace`.
    var tracing = TraceState()

    /// Cycles that native code has used and not paid yet.
    var debt = 0
    /// Threads, once there were any. The fields above are those of the strand that runs: see `StrandState`.
    var strands: Strands?
    /// What `_thread.stack_size` set.
    var threadStackBytes = 0
    /// Lets the board's time pass until a condition holds, when no thread can run.
    var idle: Idle?
    typealias Idle = (VM, _ isDone: @escaping () -> Bool) throws(GuestException) -> Void
}

extension EngineState {
    /// Of `codeOfBlock`, for a heap of so many blocks.
    static func codeTableBytes(_ blockCount: Int) -> Int { max(1, blockCount) * MemoryLayout<CodePointer?>.stride }
}

extension VM {
    @inline(__always) var engine: EnginePointer {
        state.pointee.engine.unsafelyUnwrapped.assumingMemoryBound(to: EngineState.self)
    }

    /// Cycles since power-on.
    public var cycles: Int { engine.pointee.granted - engine.pointee.budget }

    /// Charges cycles to the guest: work of native code that the instructions' own costs do not cover.
    @inline(__always) public func charge(_ cycles: Int) { engine.pointee.budget &-= cycles }

    /// Machine instructions of native code in cycles, at what the chip takes for one outside the loop.
    @inline(__always) private func cycles(ofInstructions count: Int) -> Int {
        count &* engine.pointee.costs.coldCyclesPer256Instructions &>> 8
    }

    /// Charges work that is long and cannot stop for the host: it is paid at the next jump or call, and with `settle`, in pieces that end
    /// where something happens. A compiler without an engine pays nothing.
    @inline(__always) func owe(instructions count: Int) {
        guard state.pointee.engine != nil else { return }
        engine.pointee.debt &+= cycles(ofInstructions: count)
        requestService()
    }

    /// Charges native work that the guest can make as long as it likes, and gives the host its turn where the budget is used up: else
    /// nobody could stop it. Callbacks and other threads wait for the next jump.
    @inline(__always) func work(_ cost: NativeCost, times: Int = 1) throws(GuestException) {
        charge(cycles(ofInstructions: cost.rawValue &* times))
        if engine.pointee.budget < 0 { try giveTurnAmidWork() }
    }

    /// Makes the engine's state and hangs it on the guest. False where the host has no memory left for it.
    func makeEngine(callStack: CallStack, costs: CostTable) -> Bool {
        let blocks = heap.area.blockCapacity
        // Of zeros, which are nil.
        guard let codes = HostPages.reserve(EngineState.codeTableBytes(blocks)) else { return false }
        HostPages.back(codes, byteCount: EngineState.codeTableBytes(blocks))
        let frames = Frame.makeStack(capacity: EngineState.frameCountMax)
        let base = HostCode.make(instructionCount: 4, handlerCount: 0, resumePointCount: 0)
        let stubs = base.pointee.entry
        stubs.initialize(repeating: Insn(op: .halt), count: 4)
        stubs[2] = Insn(op: .raise)
        let stackStart = state.pointee.layout.stackStart
        let engine = EnginePointer.allocate(capacity: 1)
        engine.initialize(
            to: EngineState(
                frames: frames, top: frames, frameLimit: frames + (EngineState.frameCountMax - 2), stackTop: stackStart,
                stackStart: stackStart, ip: stubs,
                codeOfBlock: codes.bindMemory(to: CodePointer?.self, capacity: max(1, blocks)), haltStub: stubs,
                raiseStub: stubs + 2, costs: costs,
                callStack: callStack))
        base.pointee.offsets.initialize(repeating: 0, count: 4)
        frames.initialize(
            to: Frame(
                code: base, fp: ram.words(MemoryMap.scratch), ip: stubs, function: 0, owner: 0, kind: .host,
                previousStackTop: stackStart))
        state.pointee.engine = UnsafeMutableRawPointer(engine)
        state.pointee.stackLimit = state.pointee.layout.stackBytes - state.pointee.layout.stackMarginBytes
        state.pointee.hooks.visitRoots = { vm, collector in vm.visitFrames(&collector) }
        state.pointee.hooks.dropHostCode = { vm, block in vm.dropCode(ofBlock: block) }
        state.pointee.hooks.runFinalisers = { vm in vm.asideFromEngine { vm.runFinalisers() } }
        if has(.weakReferences) {
            state.pointee.hooks.invalidateWeakReferences = { vm in
                vm.asideFromEngine { WeakReferenceTable(vm).invalidateDead() }
            }
        }
        state.pointee.hooks.outerFrame = { vm, frame in vm.outerFrame(of: frame) }
        state.pointee.hooks.afterCollection = { vm in vm.invalidateCaches() }
        return true
    }

    /// Runs code of the guest in the middle of anything: within an allocation. No other strand runs meanwhile.
    private func asideFromEngine(_ body: () -> Void) {
        let saved = strandState
        let mark = openScope()
        for value in [saved.pending, saved.result, saved.injected, saved.stopValue] { keep(value) }
        engine.pointee.interruptDepth += 1
        body()
        engine.pointee.interruptDepth -= 1
        closeScope(mark)
        engine.pointee.ip = saved.ip
        engine.pointee.pending = saved.pending
        engine.pointee.result = saved.result
        engine.pointee.injected = saved.injected
        engine.pointee.hasReturned = saved.hasReturned
        state.pointee.stopValue = saved.stopValue
    }

    /// Frames of other kinds leave the fields as some earlier one had them.
    func markArguments(of frame: UnsafeMutablePointer<Frame>, _ collector: inout Collector) {
        guard frame.pointee.kind == .initializer || frame.pointee.kind == .copied else { return }
        collector.mark(frame.pointee.argumentBlock & ~Frame.blockCountMask)
        collector.mark(frame.pointee.spreadBlock)
    }

    /// Marks the frames, and what else the engine holds.
    private func visitFrames(_ collector: inout Collector) {
        let engine = engine
        markFrames(
            engine.pointee.frames, through: engine.pointee.top, stackTop: engine.pointee.stackTop, &collector)
        collector.mark(engine.pointee.pending.bits)
        collector.mark(engine.pointee.tracing.callback.bits)
        collector.mark(state.pointee.stopValue.bits)
        visitStrands(&collector)
    }
}
