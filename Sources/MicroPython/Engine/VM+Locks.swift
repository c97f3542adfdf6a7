/// Waiting for locks, and what a thread does.
extension VM {
    /// `lock.acquire()`: false where it is taken and the caller does not want to wait.
    ///
    /// A lock that is released goes to whoever waits for it first, as under the reference's GIL: there the mutex is taken by the
    /// waiting thread before the releasing one can ask again.
    func acquire(_ lock: GuestAddress, waits: Bool) throws(GuestException) -> Bool {
        let flag = LockObject.flagAddress(lock, self)
        if ram[lock &+ LockObject.mutexOffset] != 0 {
            if !waits { return false }
            try waitForLock(lock)
        }
        ram[lock &+ LockObject.mutexOffset] = 1
        ram[flag] = 1
        return true
    }

    /// `lock.release()`: RuntimeError where it is not held.
    func release(lock: GuestAddress) throws(GuestException) {
        let flag = LockObject.flagAddress(lock, self)
        if ram[flag] == 0 { throw error(.runtimeError, arguments: []) }
        ram[flag] = 0
        passOn(lock)
    }

    private func passOn(_ lock: GuestAddress) {
        guard let strands = engine.pointee.strands,
            let index = strands.lockWaits.firstIndex(where: { $0.lock == lock })
        else {
            ram[lock &+ LockObject.mutexOffset] = 0
            return
        }
        strands.lockWaits.remove(at: index).grantedAt = cycles
    }

    private func waitForLock(_ lock: GuestAddress) throws(GuestException) {
        let strands = makeStrands()
        let wait = LockWait(lock)
        strands.lockWaits.append(wait)
        do throws(GuestException) {
            if let idle = engine.pointee.idle {
                // The board's events go on meanwhile: a timer's callback may release it.
                while wait.grantedAt == nil {
                    if engine.pointee.interruptDepth == 0, try giveUpTurn(strands, .waiting(wait)) { continue }
                    try idle(self) { wait.grantedAt != nil || strands.next(at: cycles) != nil }
                }
            } else {
                try waitAlone(wait, strands)
            }
        } catch {
            strands.lockWaits.removeAll { $0 === wait }
            if wait.grantedAt != nil { passOn(lock) }
            throw error
        }
    }

    /// Without a board nothing happens but what threads do.
    private func waitAlone(_ wait: LockWait, _ strands: Strands) throws(GuestException) {
        while wait.grantedAt == nil {
            if engine.pointee.interruptDepth == 0, try giveUpTurn(strands, .waiting(wait)) { continue }
            guard let wake = strands.nextWake, engine.pointee.interruptDepth == 0 else {
                throw error(.runtimeError, "deadlock: every thread waits for a lock that none can release")
            }
            charge(max(0, wake - cycles))
        }
    }

    /// A thread from its first to its last instruction (thread_entry, py/modthread.c v1.29).
    func runThread(_ strand: Strand) {
        let entry = ThreadEntry(address: strand.arguments, ram: ram)
        do throws(GuestException) {
            _ = try call(entry.function, entry.arguments)
        } catch {
            keep(error.value)
            if engine.pointee.isStopping || ExceptionObject.matches(error.value, .systemExit, self) { return }
            heap.lockDepth = 0
            try? report(error.value, startedBy: entry.function)
        }
    }

    private func report(_ exception: Value, startedBy function: Value) throws(GuestException) {
        try console.write("Unhandled exception in thread started by ")
        try print(function, console, .repr)
        try console.write("\n")
        try printException(exception, console)
    }
}
