import Fabric

/// When the machines of a block act.
extension PIOBlock {
    /// So many instructions are computed ahead at most.
    private static let aheadMax = 4096

    /// Plans the next thing that a machine does: called whenever its registers have changed.
    func plan(_ machine: PIOStateMachine) {
        unplan(machine)
        guard machine.isEnabled || machine.core.forced != nil, machine.stall == nil else { return }
        lookAhead(machine)
        if machine.idle != nil { return }
        machine.alarm = hardware.circuit.events.schedule(at: instant(machine)) { [unowned self, unowned machine] in
            machine.alarm = nil
            act(machine, at: $0)
        }
        hardware.didPlan()
    }

    private func unplan(_ machine: PIOStateMachine) {
        if let alarm = machine.alarm { hardware.circuit.events.cancel(alarm) }
        machine.alarm = nil
        machine.idle = nil
    }

    /// Executes what nobody sees, up to the first instruction that somebody does.
    private func lookAhead(_ machine: PIOStateMachine) {
        machine.ahead = machine.core
        var loopStart = machine.core
        for count in 1...Self.aheadMax {
            guard step(machine, &machine.ahead) else { return }
            if machine.ahead.isSame(as: loopStart) {
                machine.idle = (loopStart, machine.ahead.due - loopStart.due)
                return
            }
            // A loop that is not entered at once is found from here.
            if count & (count - 1) == 0 { loopStart = machine.ahead }
        }
    }

    /// One instruction, if it can be seen by nobody.
    private func step(_ machine: PIOStateMachine, _ core: inout PIOCore) -> Bool {
        let configuration = machine.configuration
        guard core.forced == nil, !core.isHalfDone else { return false }
        let word = memory[core.programCounter]
        guard configuration.sideSet(word) == nil || sideSetChangesNothing(machine, word) else { return false }
        guard let instruction = PIOInstruction(word, isRP2350: isRP2350), core.isInternal(instruction, configuration)
        else { return false }
        core.executeInternal(instruction, word, configuration)
        return true
    }

    /// The pins are as the instruction wants them, and no other machine can change them.
    private func sideSetChangesNothing(_ machine: PIOStateMachine, _ word: UInt16) -> Bool {
        guard let side = machine.configuration.sideSet(word) else { return true }
        if machines.contains(where: { $0 !== machine && $0.isEnabled }) { return false }
        let mask = Self.mask(base: machine.configuration.sideBase, count: side.count)
        let bits = Self.rotate(side.value, by: machine.configuration.sideBase)
        return ((machine.configuration.sideSetsDirections ? directions : levels) ^ bits) & mask == 0
    }

    /// Brings a machine's registers up to the present, before something outside changes them.
    func settle(_ machine: PIOStateMachine) {
        let idle = machine.idle
        unplan(machine)
        guard machine.isEnabled, machine.stall == nil else { return }
        let now = hardware.clock.cycles << 8
        if let idle, idle.period > 0, now > idle.start.due {
            machine.core = idle.start
            machine.core.due += (now - idle.start.due) / idle.period * idle.period
        }
        while machine.core.due < now, step(machine, &machine.core) {}
    }

    /// Something is due that can be seen.
    private func act(_ machine: PIOStateMachine, at instant: Instant) {
        machine.core = machine.ahead
        let cycle = machine.core.dueCycle
        machine.stall = execute(machine, cycle: cycle, at: instant)
        switch machine.stall {
        case nil: plan(machine)
        case .pin?: watchPin(machine, at: instant)
        case .sent?, .received?, .flag?, .cycle?: break
        }
    }

    /// What a machine waited for may have come: it looks again in its first cycle after this one.
    func wake(_ machine: PIOStateMachine, after cycle: UInt64) {
        guard machine.stall != nil, machine.isEnabled || machine.core.forced != nil else { return }
        machine.edge?.cancel()
        machine.edge = nil
        machine.stall = nil
        machine.core.due = machine.firstCycle(after: cycle)
        plan(machine)
    }

    private func watchPin(_ machine: PIOStateMachine, at instant: Instant) {
        guard case .wait(_, let source, let index)? = PIOInstruction(word(of: machine), isRP2350: isRP2350)
        else { return }
        let gpio = gpio(of: source, index, machine)
        guard let place = places[gpio] else { return }
        machine.edge = hardware.pins[place].net.observeEdges(at: instant) { [unowned self, unowned machine] _, at in
            guard machine.stall == .pin else { return }
            let cycle = hardware.clock.cycle(atOrAfter: at)
            wake(machine, after: cycle + Self.synchroniserCycles - 1)
        }
    }

    /// The instruction that a machine is at.
    func word(of machine: PIOStateMachine) -> UInt16 {
        machine.core.forced ?? memory[machine.core.programCounter]
    }

    // MARK: The guest's orders

    func setEnabled(_ machine: PIOStateMachine, _ isEnabled: Bool) {
        hardware.sync()
        settle(machine)
        guard machine.isEnabled != isEnabled else { return plan(machine) }
        machine.isEnabled = isEnabled
        if isEnabled {
            let first = (hardware.clock.cycles + 1) << 8
            // The divider goes on from here; what stalled before looks again.
            machine.core.due = max(machine.core.due, first)
            machine.stall = nil
        } else if machine.stall != nil {
            machine.edge?.cancel()
            machine.edge = nil
        }
        // Another machine may rely on this one's leaving the pins alone.
        for other in machines where other !== machine && other.isEnabled && other.stall == nil {
            settle(other)
            plan(other)
        }
        plan(machine)
    }

    /// Executes an instruction now, whatever the machine is at.
    func execute(_ word: UInt16, on machine: PIOStateMachine) {
        let now = hardware.sync()
        settle(machine)
        let due = machine.core.due
        let wasStalled = machine.stall != nil
        machine.edge?.cancel()
        machine.edge = nil
        machine.core.forced = word
        machine.core.isHalfDone = false
        machine.core.due = hardware.clock.cycles << 8
        machine.stall = execute(machine, cycle: hardware.clock.cycles, at: now)
        if machine.stall == .pin { watchPin(machine, at: now) }
        if machine.stall == nil {
            machine.core.due =
                wasStalled ? machine.firstCycle(after: hardware.clock.cycles) : max(due, machine.core.due)
        }
        plan(machine)
        hardware.didPlan()
    }

    /// A word from the guest; there is room for it.
    func receive(_ word: UInt32, for machine: PIOStateMachine) {
        settle(machine)
        machine.sent.append(word)
        if machine.stall == .sent { return wake(machine, after: hardware.clock.cycles) }
        // A machine that has time fills its register at once.
        let idleUntil = machine.isEnabled && machine.stall == nil ? machine.core.dueCycle : 0
        if idleUntil > hardware.clock.cycles + machine.configuration.divider256 >> 8 + 1 { refill(machine) }
        plan(machine)
    }

    /// A word for the guest; there is one.
    func send(from machine: PIOStateMachine) -> UInt32 {
        let word = machine.received.removeFirst()
        if machine.stall == .received { wake(machine, after: hardware.clock.cycles) }
        hardware.didPlan()
        return word
    }

    /// Flags that are set already interrupt now that somebody listens.
    func announceFlags() {
        let now = hardware.sync()
        let set = flags
        flags = 0
        setFlags(set, cycle: hardware.clock.cycles, at: now)
    }

    /// Stops all machines and forgets all programs.
    func reset() {
        for machine in machines {
            unplan(machine)
            machine.isEnabled = false
            machine.restart()
            machine.sent = []
            machine.received = []
        }
        usedInstructions = 0
        flags = 0
        enabledInterrupts = 0
        onInterrupt = nil
        ownPins = 0
    }

    /// The CPU's clock will change: the machines' follows.
    func willChangeClock() { for machine in machines { settle(machine) } }
    func didChangeClock() { for machine in machines { plan(machine) } }
}
