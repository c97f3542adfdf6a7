import Fabric
import MicroPython

/// The guest's cycles and the wires' clock, and what happens between them.
extension Hardware {
    /// Brings the clock up to the guest's cycles and runs what the world has done until then. Before every touch of a wire.
    @discardableResult
    public func sync() -> Instant {
        if let vm { clock.advance(toCycle: cycleBase + UInt64(max(0, vm.cycles))) }
        let now = clock.now
        if let next = circuit.events.nextDeadline, next <= now { circuit.events.runDue(at: now) }
        return now
    }

    /// After a touch of the wires or a timer: something may now happen before the budget ends.
    func didPlan() {
        if let next = circuit.events.nextDeadline, next < grantedUntil { vm?.requestService() }
    }

    /// The guest's budget is used up, or something waits for it.
    func service(_ vm: VM) {
        sync()
        switch poll() {
        case .goOn: break
        case .stop:
            vm.interrupt(vm.stopException())
            return grant(vm)
        case .interrupt:
            vm.interrupt(vm.exception(.keyboardInterrupt, ""))
            return grant(vm)
        }
        grant(vm)
        do throws(GuestException) {
            try runCalls(vm)
        } catch {
            vm.interrupt(error)
        }
        grant(vm)
    }

    enum Poll { case goOn, stop, interrupt }

    /// Looks after the host, the limits and the interrupt character.
    func poll() -> Poll {
        let now = clock.now
        if let host, now >= nextHostTick {
            nextHostTick = now + hostInterval
            host()
        }
        if stopReason == nil, let until, now >= until { stopReason = .limit }
        if stopReason == nil, let callbackLimit, let callbackStart, now - callbackStart > callbackLimit {
            stopReason = .callbackTooLong
        }
        if stopReason != nil { return .stop }
        if let takeInterrupt, let vm, takeInterrupt(vm.interruptCharacter) { return .interrupt }
        return .goOn
    }

    /// Hands out cycles up to the next thing that happens.
    private func grant(_ vm: VM) {
        sync()
        let target = nextStop(before: .distantFuture)
        grantedUntil = target
        let cycle = min(clock.cycle(atOrAfter: target), clock.cycles + 1 << 40)
        // The engine polls when its budget is below zero, so that it comes here in the very cycle.
        vm.grant((cycle > clock.cycles ? Int(cycle - clock.cycles) - 1 : 0) - vm.cyclesLeft)
    }

    private func nextStop(before target: Instant) -> Instant {
        var next = min(target, circuit.events.nextDeadline ?? target)
        if let until { next = min(next, until) }
        if host != nil { next = min(next, max(nextHostTick, clock.now)) }
        return next
    }

    /// Handlers that wait, hard ones first.
    func runCalls(_ vm: VM) throws(GuestException) {
        let outermost = callbackStart == nil
        if outermost { callbackStart = clock.now }
        defer { if outermost { callbackStart = nil } }
        runHardCalls(vm)
        if stopReason == nil && vm.hasScheduledCalls { try vm.runScheduledCalls() }
    }

    private func runHardCalls(_ vm: VM) {
        while stopReason == nil && !hardCalls.isEmpty {
            let call = hardCalls.removeFirst()
            let isFine = vm.runInterrupt(call.handler, call.argument, complaint: call.complaint)
            if !isFine { call.source.disarm(self) }
            vm.release(call.handler)
            vm.release(call.argument)
        }
    }

    /// Lets time go on to an instant, event by event.
    ///
    /// - Parameters:
    ///   - runsCallbacks: soft callbacks run meanwhile, as in `sleep_ms`; a busy wait keeps them waiting.
    ///   - wakes: an interrupt ends it.
    func wait(
        _ vm: VM, until target: Instant, runsCallbacks: Bool = true, wakes: Bool = false, for what: String = ""
    ) throws(GuestException) {
        let wakeupsBefore = wakeups
        while true {
            sync()
            switch poll() {
            case .goOn: break
            case .stop: throw vm.stopException()
            case .interrupt: throw vm.exception(.keyboardInterrupt, "")
            }
            if runsCallbacks { try runCalls(vm) } else { runHardCalls(vm) }
            if stopReason != nil { throw vm.stopException() }
            if sync() >= target || (wakes && wakeups != wakeupsBefore) { return didPlan() }
            let next = nextStop(before: target)
            if next == .distantFuture {
                stopReason = .waitsForever(what)
                throw vm.stopException()
            }
            skip(vm, to: next)
        }
    }

    /// Lets the guest's cycles pass in which it does nothing.
    private func skip(_ vm: VM, to instant: Instant) {
        let cycle = min(clock.cycle(atOrAfter: instant), 1 << 61)
        guard cycle > clock.cycles else { return }
        vm.charge(Int(cycle - clock.cycles))
        clock.advance(toCycle: cycle)
    }

    // MARK: After the program

    /// Something of the guest's can still happen.
    public var isArmed: Bool {
        !interrupts.isEmpty || timers.values.contains { $0.alarm != nil && $0.callback != .none } || callsOnTheWay > 0
            || !hardCalls.isEmpty
            || (vm?.hasScheduledCalls ?? false)
    }

    /// How the time after the program ended.
    public enum IdleEnd: Equatable, Sendable {
        /// Nothing is armed any more.
        case finished
        /// See `stopReason`.
        case stopped
        /// The interrupt character came.
        case interrupted
        /// Only pins are armed, and nobody can move them.
        case nobodyComes
        /// A callback ended the program.
        case outcome(Interpreter.Outcome)
    }

    /// The program has returned: the board lives on as long as something is armed.
    public func idle(_ interpreter: Interpreter, endsIfNobodyComes: Bool) -> IdleEnd {
        let vm = interpreter.vm
        while true {
            sync()
            switch poll() {
            case .goOn: break
            case .stop: return .stopped
            case .interrupt: return .interrupted
            }
            if vm.hasScheduledCalls || !hardCalls.isEmpty {
                let outcome = interpreter.outcome { () throws(GuestException) in try runCalls(vm) }
                if outcome == .stopped || stopReason != nil { return .stopped }
                if outcome != .finished { return .outcome(outcome) }
                sync()
                continue
            }
            guard isArmed else { return .finished }
            let hasEvents = circuit.events.nextDeadline != nil
            if !hasEvents && (endsIfNobodyComes || (host == nil && until == nil)) { return .nobodyComes }
            skip(vm, to: nextStop(before: .distantFuture))
        }
    }
}
