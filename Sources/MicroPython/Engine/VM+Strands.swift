/// Handing the guest over from strand to strand.
extension VM {
    /// The guest has threads besides its main one.
    public var hasThreads: Bool { engine.pointee.strands.map { !$0.threads.isEmpty } ?? false }

    /// The cycle at which the first of the other threads wakes by itself; nil where none does.
    public var nextStrandCycle: Int? { engine.pointee.strands?.nextWake }

    /// Threads and waits of this guest, made when they are first needed.
    func makeStrands() -> Strands {
        if let strands = engine.pointee.strands { return strands }
        let strands = Strands(main: Strand(number: 0, saved: strandState))
        engine.pointee.strands = strands
        return strands
    }

    /// Sleeps: lets other threads run until the guest has counted so many cycles. False: none of them can run now, and the caller lets
    /// time pass itself. True: it is this thread's turn again, perhaps early; the caller looks whether its time has come.
    public func runOtherStrands(untilCycle cycle: Int) throws(GuestException) -> Bool {
        guard let strands = engine.pointee.strands, engine.pointee.interruptDepth == 0 else { return false }
        try checkStopping()
        return try giveUpTurn(strands, .sleeping(until: cycle))
    }

    /// Raises an exception in the main thread, which wakes: what the interrupt character does (py/scheduler.c, v1.29).
    public func interruptMain(_ exception: GuestException) throws(GuestException) {
        guard let strands = engine.pointee.strands, strands.current !== strands.main else { throw exception }
        strands.main.interrupt = exception.value
        strands.main.readySince = cycles
    }

    /// As `runOtherStrands`, for any reason to wait.
    func giveUpTurn(_ strands: Strands, _ status: Strand.Status) throws(GuestException) -> Bool {
        let current = strands.current
        guard let next = strands.next(at: cycles) else { return false }
        current.status = status
        current.readySince = cycles
        switchStrand(strands, to: next)
        current.status = .ready
        try checkStopping()
        if !current.interrupt.isNull {
            let exception = GuestException(value: current.interrupt)
            current.interrupt = .null
            keep(exception.value)
            throw exception
        }
        return true
    }

    private func checkStopping() throws(GuestException) {
        if engine.pointee.isStopping { throw stopException() }
    }

    /// Hands over, and comes back when it is this strand's turn again.
    func switchStrand(_ strands: Strands, to next: Strand) {
        let current = strands.current
        current.sequence = strands.nextSequence()
        current.saved = strandState
        resume(strands, next)
        current.gate.pass()
    }

    private func resume(_ strands: Strands, _ next: Strand) {
        strandState = next.saved
        strands.current = next
        strands.sliceEnd = cycles + Strands.sliceCycles
        // It may have less budget than it thinks, or wake with a stop to see.
        requestService()
        next.gate.open()
    }

    /// At the end of a budget: the next strand's turn, if this one has had its share or another wakes. Leaves an exception pending
    /// where the guest is to stop.
    func pollStrands(_ strands: Strands) {
        guard engine.pointee.pending.isNull else { return }
        if engine.pointee.interruptDepth == 0 && !engine.pointee.isStopping && !strands.threads.isEmpty {
            let now = cycles
            let isWakeDue = strands.nextWake.map { $0 <= now } ?? false
            if now >= strands.sliceEnd || isWakeDue || !strands.main.interrupt.isNull {
                do throws(GuestException) {
                    if try !giveUpTurn(strands, .ready) { strands.sliceEnd = cycles + Strands.sliceCycles }
                } catch {
                    engine.pointee.pending = error.value
                }
            }
        }
        if engine.pointee.isStopping {
            engine.pointee.pending = stopException().value
            return
        }
        limitBudget(strands)
    }

    /// The budget must not reach past the end of the share, nor past another's waking.
    private func limitBudget(_ strands: Strands) {
        guard !strands.threads.isEmpty else { return }
        let now = cycles
        let end = min(strands.sliceEnd, strands.nextWake ?? .max)
        // The engine polls when its budget is below zero, so that it does in that very cycle.
        let allowed = max(0, end - now - 1)
        let excess = engine.pointee.budget - allowed
        guard excess > 0 else { return }
        engine.pointee.granted -= excess
        engine.pointee.budget -= excess
    }

    // MARK: Beginning and end

    /// Starts the host thread of a strand, which waits for its turn. False where the host has none.
    func launch(_ strand: Strand, _ strands: Strands, stackBytes: Int) -> Bool {
        let started = HostThread.start(stackBytes: HostThread.stackBytes(forGuestStack: stackBytes)) { [self] in
            strand.gate.pass()
            if !engine.pointee.isStopping { runThread(strand) }
            finish(strand, strands)
        }
        guard started else { return false }
        strand.readySince = cycles
        strand.sequence = strands.nextSequence()
        strands.threads.append(strand)
        if strands.threads.count == 1 { strands.sliceEnd = cycles + Strands.sliceCycles }
        requestService()
        return true
    }

    /// The last that a strand does: the next one's turn. The main one is there even where nobody can run: it lets time pass, or finds
    /// out that nothing can ever happen.
    private func finish(_ strand: Strand, _ strands: Strands) {
        let last = strandState
        strands.threads.removeAll { $0 === strand }
        last.frames.deallocate()
        last.temporaries.deallocate()
        let isEnding = engine.pointee.isStopping
        resume(strands, isEnding ? strands.main : strands.next(at: cycles) ?? strands.main)
    }

    /// Unwinds all threads but the main one, which calls this. No code of the guest runs any more.
    func endThreads() {
        guard let strands = engine.pointee.strands, !strands.threads.isEmpty else { return }
        let wasStopping = engine.pointee.isStopping
        engine.pointee.isStopping = true
        while let strand = strands.threads.first { switchStrand(strands, to: strand) }
        engine.pointee.isStopping = wasStopping
    }
}
