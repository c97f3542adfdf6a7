/// What belongs to one strand of the fields that engine and memory keep for the running one.
struct StrandState {
    var frames: UnsafeMutablePointer<Frame>
    var frameLimit: UnsafeMutablePointer<Frame>
    var top: UnsafeMutablePointer<Frame>
    var stackStart: GuestAddress
    var stackTop: GuestAddress
    var pending = Value.null
    var result = Value.null
    var injected = Value.null
    var hasReturned = false
    var ip: IP
    var hostDepth = 0
    var importDepth = 0
    var interruptDepth = 0

    var temporaries: UnsafeMutablePointer<UInt32>
    var temporaryCount = 0
    var temporaryCapacity: Int
    var scratchStart: GuestAddress
    var scratchWords = 0
    var stackUsed = 0
    var stackLimit: Int
    var stackCeiling: Int
    var stopValue = Value.null
    var currentLocals: Value
    /// The heap's lock is each thread's own (`gc_lock_depth`, py/mpstate.h v1.29).
    var heapLockDepth = 0
    var tracing = TraceState()
}

extension VM {
    /// The running strand's state.
    var strandState: StrandState {
        get {
            let engine = engine.pointee
            let memory = state
            return StrandState(
                frames: engine.frames, frameLimit: engine.frameLimit, top: engine.top, stackStart: engine.stackStart,
                stackTop: engine.stackTop, pending: engine.pending, result: engine.result, injected: engine.injected,
                hasReturned: engine.hasReturned, ip: engine.ip, hostDepth: engine.hostDepth,
                importDepth: engine.importDepth, interruptDepth: engine.interruptDepth,
                temporaries: memory.pointee.temporaries, temporaryCount: memory.pointee.temporaryCount,
                temporaryCapacity: memory.pointee.temporaryCapacity, scratchStart: memory.pointee.scratchStart,
                scratchWords: memory.pointee.scratchWords, stackUsed: memory.pointee.stackUsed,
                stackLimit: memory.pointee.stackLimit, stackCeiling: memory.pointee.stackCeiling,
                stopValue: memory.pointee.stopValue,
                currentLocals: root(.currentLocals), heapLockDepth: heap.lockDepth, tracing: engine.tracing)
        }
        nonmutating set {
            let engine = engine
            engine.pointee.frames = newValue.frames
            engine.pointee.frameLimit = newValue.frameLimit
            engine.pointee.top = newValue.top
            engine.pointee.stackStart = newValue.stackStart
            engine.pointee.stackTop = newValue.stackTop
            engine.pointee.pending = newValue.pending
            engine.pointee.result = newValue.result
            engine.pointee.injected = newValue.injected
            engine.pointee.hasReturned = newValue.hasReturned
            engine.pointee.ip = newValue.ip
            engine.pointee.hostDepth = newValue.hostDepth
            engine.pointee.importDepth = newValue.importDepth
            engine.pointee.interruptDepth = newValue.interruptDepth
            let memory = state
            memory.pointee.temporaries = newValue.temporaries
            memory.pointee.temporaryCount = newValue.temporaryCount
            memory.pointee.temporaryCapacity = newValue.temporaryCapacity
            memory.pointee.scratchStart = newValue.scratchStart
            memory.pointee.scratchWords = newValue.scratchWords
            memory.pointee.stackUsed = newValue.stackUsed
            memory.pointee.stackLimit = newValue.stackLimit
            memory.pointee.stackCeiling = newValue.stackCeiling
            memory.pointee.stopValue = newValue.stopValue
            setRoot(.currentLocals, newValue.currentLocals)
            heap.lockDepth = newValue.heapLockDepth
            engine.pointee.tracing = newValue.tracing
        }
    }

    /// A fresh strand's state: its own frames, stack, temporaries and scratch memory.
    func makeStrandState(number: Int, stackStart: GuestAddress, stackBytes: Int, stackLimit: Int) -> StrandState {
        let main = engine.pointee.frames[0]
        // A frame in the stack takes 20 bytes of it at least, and those on the heap are held back by `frameLimit`.
        let capacity = min(EngineState.frameCountMax, stackBytes / 16 + 64)
        let frames = Frame.makeStack(capacity: capacity)
        let scratchStart = MemoryMap.scratch(ofStrand: number)
        frames.initialize(
            to: Frame(
                code: main.code, fp: ram.words(scratchStart), ip: main.ip, function: 0, owner: 0, kind: .host,
                previousStackTop: stackStart))
        let temporaryCapacity = 64
        return StrandState(
            frames: frames, frameLimit: frames + (capacity - 2), top: frames, stackStart: stackStart,
            stackTop: stackStart, ip: main.ip,
            temporaries: .allocate(capacity: temporaryCapacity), temporaryCapacity: temporaryCapacity,
            scratchStart: scratchStart, stackLimit: state.pointee.hooks.onDeeperStack == nil ? stackLimit : 0,
            stackCeiling: stackLimit, currentLocals: root(.currentLocals))
    }

    /// Marks what the strands that do not run hold.
    func visitStrands(_ collector: inout Collector) {
        guard let strands = engine.pointee.strands else { return }
        for strand in [strands.main] + strands.threads {
            collector.mark(strand.arguments)
            for block in strand.blocks { collector.mark(block) }
            collector.mark(strand.interrupt.bits)
            if strand === strands.current { continue }
            visit(strand.saved, &collector)
        }
    }

    private func visit(_ saved: StrandState, _ collector: inout Collector) {
        markFrames(saved.frames, through: saved.top, stackTop: saved.stackTop, &collector)
        collector.mark(ram.words(saved.scratchStart), count: saved.scratchWords)
        collector.mark(saved.temporaries, count: saved.temporaryCount)
        for value in [
            saved.pending, saved.result, saved.injected, saved.stopValue, saved.currentLocals, saved.tracing.callback,
        ] {
            collector.mark(value.bits)
        }
    }
}
