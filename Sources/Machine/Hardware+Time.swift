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

    /// Where the guest is, without bringing the world up to it.
    public var guestTime: Instant {
        guard let vm else { return clock.now }
        return clock.instant(ofCycle: max(clock.cycles, cycleBase + UInt64(max(0, vm.cycles))))
    }

    /// After a touch of the wires or a timer: something may now happen before the budget ends.
    func didPlan() {
        if min(horizon, circuit.events.nextDeadline ?? horizon) < grantedUntil { vm?.requestService() }
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
            do throws(GuestException) {
                try vm.interruptMain(vm.exception(.keyboardInterrupt, ""))
            } catch {
                vm.interrupt(error)
            }
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

    /// Looks after the other boards, the host, the limits and the interrupt character.
    func poll() -> Poll {
        if clock.now >= horizon { giveTurn(quietUntil: clock.now) }
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
        // A thread may be due already: its turn comes after this.
        let target = max(clock.now, nextStop(before: .distantFuture))
        grantedUntil = target
        let cycle = max(clock.cycles, min(clock.cycle(atOrAfter: target), clock.cycles + 1 << 40))
        // The engine polls when its budget is below zero, so that it comes here in the very cycle.
        vm.grant((cycle > clock.cycles ? Int(cycle - clock.cycles) - 1 : 0) - vm.cyclesLeft)
    }

    private func nextStop(before target: Instant) -> Instant { min(horizon, nextDoing(before: target)) }

    /// When this board may do something by itself.
    private func nextDoing(before target: Instant) -> Instant {
        var next = min(target, circuit.events.nextDeadline ?? target)
        if let until { next = min(next, until) }
        if host != nil { next = min(next, max(nextHostTick, clock.now)) }
        if let vm, let cycle = vm.nextStrandCycle { next = min(next, clock.instant(ofCycle: boardCycle(cycle))) }
        return next
    }

    /// Lets time pass while the guest waits: to the next thing that happens, or to where other boards have to come first.
    private func pass(_ vm: VM, to next: Instant) {
        let cycle = min(clock.cycle(atOrAfter: min(next, horizon)), 1 << 61)
        if cycle > clock.cycles {
            vm.charge(Int(cycle - clock.cycles))
            clock.advance(toCycle: cycle)
        }
        if next > horizon { giveTurn(quietUntil: next) }
    }

    /// The board's cycle of a cycle of the present guest, and back.
    private func boardCycle(_ cycle: Int) -> UInt64 { cycleBase &+ UInt64(max(0, cycle)) }
    private func guestCycle(atOrAfter instant: Instant) -> Int {
        let cycle = clock.cycle(atOrAfter: instant)
        return cycle < cycleBase ? 0 : Int(min(cycle - cycleBase, 1 << 62))
    }

    /// Other boards run, until this one is behind them again.
    private func giveTurn(quietUntil instant: Instant) { onHorizon?(instant) }

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
            repeatLevel(call.source)
        }
    }

    /// Lets time go on to an instant, event by event.
    ///
    /// - Parameters:
    ///   - runsCallbacks: soft callbacks run meanwhile, as in `sleep_ms`; a busy wait keeps them waiting.
    ///   - wakes: an interrupt ends it.
    ///   - yields: other threads run meanwhile.
    ///   - isDone: ends it as well.
    func wait(
        _ vm: VM, until target: Instant, runsCallbacks: Bool = true, wakes: Bool = false, for what: String = "",
        yields: Bool = true, isDone: (() -> Bool)? = nil
    ) throws(GuestException) {
        let wakeupsBefore = wakeups
        while true {
            sync()
            switch poll() {
            case .goOn: break
            case .stop: throw vm.stopException()
            case .interrupt: try vm.interruptMain(vm.exception(.keyboardInterrupt, ""))
            }
            if runsCallbacks {
                repeat { try runCalls(vm) } while stopReason == nil && vm.hasScheduledCalls
            } else {
                runHardCalls(vm)
            }
            if stopReason != nil { throw vm.stopException() }
            if sync() >= target || (wakes && wakeups != wakeupsBefore) || isDone?() == true { return didPlan() }
            if yields && runsCallbacks, try vm.runOtherStrands(untilCycle: guestCycle(atOrAfter: target)) { continue }
            let next = nextDoing(before: target)
            // Before the horizon lies what other boards, and who answers to what was sent, may still do.
            let isAlone = horizon == .distantFuture
            let nobodyComes =
                isAlone && circuit.events.nextDeadline == nil && vm.nextStrandCycle == nil && endsIdleRuns
            if next == .distantFuture && isAlone || (target == .distantFuture && isDone != nil && nobodyComes) {
                stopReason = .waitsForever(what)
                throw vm.stopException()
            }
            pass(vm, to: next)
        }
    }

    /// Waits for what the world brings: a byte at the console.
    public func wait(
        _ vm: VM, for what: String, until isDone: @escaping () -> Bool
    ) throws(GuestException) {
        try wait(vm, until: .distantFuture, for: what, isDone: isDone)
    }

    /// No thread of the guest can run: what timers and the world bring may change that.
    func idleForThreads(_ vm: VM, _ isDone: @escaping () -> Bool) throws(GuestException) {
        try wait(
            vm, until: .distantFuture, for: "every thread waits for a lock that none can release", yields: false,
            isDone: isDone)
    }

    /// Milliseconds since power-on.
    public func milliseconds(_ vm: VM) -> Int { Int(sync().milliseconds) }

    /// Seconds since 1970 on the board's calendar.
    public func date(_ vm: VM) -> Int { dateMicroseconds() / 1_000_000 }

    /// Lets time go on.
    public func wait(_ vm: VM, milliseconds: Int) throws(GuestException) {
        try wait(vm, until: sync() + .milliseconds(UInt64(max(0, milliseconds))))
    }

    // MARK: After the program

    /// Something of the guest's can still happen.
    public var isArmed: Bool {
        !interrupts.isEmpty || timers.values.contains { $0.alarm != nil && $0.callback != .none } || callsOnTheWay > 0
            || !hardCalls.isEmpty || state.watchdog != nil || microbit?.isBusy == true
            || (vm?.hasScheduledCalls ?? false)
            || state.pybTimers.values.contains { $0.channels.values.contains { $0.callback != .none } }
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
            if vm.hasThreads {
                let outcome = interpreter.outcome { () throws(GuestException) in
                    try wait(vm, until: .distantFuture, for: "every thread waits for a lock that none can release") {
                        !vm.hasThreads
                    }
                }
                if outcome == .stopped || stopReason != nil { return .stopped }
                if outcome != .finished { return .outcome(outcome) }
                continue
            }
            guard isArmed || isAttended else { return .finished }
            let hasEvents = circuit.events.nextDeadline != nil || horizon != .distantFuture
            if !hasEvents && (endsIfNobodyComes || (host == nil && until == nil)) { return .nobodyComes }
            pass(vm, to: nextDoing(before: .distantFuture))
        }
    }
}
