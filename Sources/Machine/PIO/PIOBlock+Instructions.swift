import Fabric

/// What each instruction does that can be seen from outside the machine (RP2040 datasheet 3.4 and 3.5.4).
extension PIOBlock {
    /// Executes the instruction that a machine is at; what it waits for, or nil when it is done.
    func execute(_ machine: PIOStateMachine, cycle: UInt64, at instant: Instant) -> PIOStateMachine.Stall? {
        let configuration = machine.configuration
        let word = word(of: machine)
        let isForced = machine.core.forced != nil
        if let side = configuration.sideSet(word) {
            set(configuration.sideSetsDirections, side.value, configuration.sideBase, side.count, at: instant)
        }
        let instruction = PIOInstruction(word, isRP2350: isRP2350)
        if case .output? = instruction {} else { refill(machine) }
        var hasJumped = false
        if isForced { machine.core.forced = nil }
        if let instruction {
            let stall = perform(instruction, machine, cycle: cycle, at: instant, &hasJumped)
            if let stall {
                if isForced { machine.core.forced = word }
                if stall != .cycle { return stall }
                machine.core.due += configuration.divider256
                return nil
            }
        }
        machine.core.isHalfDone = false
        if !hasJumped && !isForced { machine.core.advance(configuration) }
        // An instruction that comes out of another follows at once.
        let delay = machine.core.forced == nil ? configuration.delay(word) : 0
        machine.core.due += UInt64(1 + delay) * configuration.divider256
        if delay > 0 { refill(machine) }
        return nil
    }

    private func perform(
        _ instruction: PIOInstruction, _ machine: PIOStateMachine, cycle: UInt64, at instant: Instant,
        _ hasJumped: inout Bool
    ) -> PIOStateMachine.Stall? {
        let configuration = machine.configuration
        switch instruction {
        case .jump(let condition, let target):
            let pin = condition == .pin && isHigh(configuration.jumpPin, at: instant)
            if machine.core.takes(condition, configuration, pin: pin) {
                machine.core.programCounter = target
                hasJumped = true
            }
        case .wait(let isHigh, let source, let index):
            return wait(machine, isHigh, source, index, cycle: cycle, at: instant)
        case .input(let source, let count): return input(machine, source, count, at: instant)
        case .output(let destination, let count):
            return output(machine, destination, count, at: instant, &hasJumped)
        case .push(let ifFull, let blocks):
            if ifFull && machine.core.isrCount < configuration.pushThreshold { return nil }
            return push(machine, blocks: blocks)
        case .pull(let ifEmpty, let blocks): return pull(machine, ifEmpty: ifEmpty, blocks: blocks)
        case .move(let destination, let operation, let source):
            let value = operation.apply(read(machine, source, at: instant))
            hasJumped = write(machine, destination, value, at: instant)
        case .interrupt(let clears, let waits, let index):
            return interrupt(machine, clears: clears, waits: waits, index: index, cycle: cycle, at: instant)
        case .set(let destination, let value):
            switch destination {
            case .pins, .pinDirections:
                set(
                    destination == .pinDirections, UInt32(value), configuration.setBase, configuration.setCount,
                    at: instant)
            default: hasJumped = machine.core.write(destination, UInt32(value))
            }
        }
        return nil
    }

    private func set(_ setsDirections: Bool, _ value: UInt32, _ base: Int, _ count: Int, at instant: Instant) {
        let (bits, mask) = (Self.rotate(value, by: base), Self.mask(base: base, count: count))
        if setsDirections {
            setDirections(bits, mask: mask, at: instant)
        } else {
            setLevels(bits, mask: mask, at: instant)
        }
    }

    private func read(_ machine: PIOStateMachine, _ source: PIOSource, count: Int = 32, at instant: Instant) -> UInt32 {
        let configuration = machine.configuration
        switch source {
        case .pins: return inputs(base: configuration.inBase, count: count, at: instant)
        case .status:
            let level = configuration.statusOfReceived ? machine.received.count : machine.sent.count
            return level < configuration.statusLevel ? .max : 0
        case .x, .y, .null, .isr, .osr: return machine.core.register(source)
        }
    }

    /// Whether it was the program counter.
    private func write(
        _ machine: PIOStateMachine, _ destination: PIODestination, _ value: UInt32, outCount: Int? = nil,
        at instant: Instant
    ) -> Bool {
        switch destination {
        case .pins, .pinDirections:
            set(
                destination == .pinDirections, value, machine.configuration.outBase, machine.configuration.outCount,
                at: instant)
            return false
        default: return machine.core.write(destination, value, outCount: outCount)
        }
    }

    // MARK: Shifting and queues

    /// The output register is filled again by itself, in any cycle but that of an `out`.
    func refill(_ machine: PIOStateMachine) {
        let configuration = machine.configuration
        guard configuration.pullsByItself, machine.core.osrCount >= configuration.pullThreshold else { return }
        _ = takeWord(machine)
    }

    /// Moves a word from the queue to the output register.
    func takeWord(_ machine: PIOStateMachine) -> Bool {
        if machine.sent.isEmpty { return false }
        machine.core.osr = machine.sent.removeFirst()
        hardware.dma?.queueMoved(self, machine)
        machine.core.osrCount = 0
        return true
    }

    private func input(
        _ machine: PIOStateMachine, _ source: PIOSource, _ count: Int, at instant: Instant
    ) -> PIOStateMachine.Stall? {
        let configuration = machine.configuration
        if !machine.core.isHalfDone {
            let value = read(machine, source, count: count, at: instant)
            machine.core.shiftIn(value, count: count, right: configuration.shiftsInRight)
        }
        guard configuration.pushesByItself, machine.core.isrCount >= configuration.pushThreshold else { return nil }
        machine.core.isHalfDone = true
        return push(machine, blocks: true)
    }

    private func output(
        _ machine: PIOStateMachine, _ destination: PIODestination, _ count: Int, at instant: Instant,
        _ hasJumped: inout Bool
    ) -> PIOStateMachine.Stall? {
        let configuration = machine.configuration
        if configuration.pullsByItself && machine.core.osrCount >= configuration.pullThreshold {
            // The cycle goes by even where there is a word.
            return takeWord(machine) ? .cycle : .sent
        }
        let value = machine.core.shiftOut(count: count, right: configuration.shiftsOutRight)
        if configuration.pullsByItself && machine.core.osrCount >= configuration.pullThreshold {
            _ = takeWord(machine)
        }
        hasJumped = write(machine, destination, value, outCount: count, at: instant)
        return nil
    }

    private func push(_ machine: PIOStateMachine, blocks: Bool) -> PIOStateMachine.Stall? {
        let hasRoom = machine.received.count < machine.configuration.receiveCapacity
        if !hasRoom && blocks { return .received }
        if hasRoom {
            machine.received.append(machine.core.isr)
            hardware.dma?.queueMoved(self, machine)
        }
        machine.core.isr = 0
        machine.core.isrCount = 0
        return nil
    }

    private func pull(_ machine: PIOStateMachine, ifEmpty: Bool, blocks: Bool) -> PIOStateMachine.Stall? {
        let configuration = machine.configuration
        if ifEmpty && machine.core.osrCount < configuration.pullThreshold { return nil }
        // With automatic refill it only makes sure that the register is full.
        if configuration.pullsByItself && machine.core.osrCount == 0 { return nil }
        if takeWord(machine) { return nil }
        if blocks { return .sent }
        machine.core.osr = machine.core.x
        machine.core.osrCount = 0
        return nil
    }

    // MARK: Waiting and flags

    /// The flag that an instruction means, and whose: the RP2350 reaches those of the block before and behind (RP2350 datasheet 11.4.11).
    private func flag(_ index: Int, _ machine: PIOStateMachine) -> (block: PIOBlock, flag: Int) {
        // Relative to the machine's number, modulo 4.
        let relative = index & 4 | (index + machine.index) & 3
        guard isRP2350 else { return (self, index & 0x10 == 0 ? index & 7 : relative) }
        let blocks = hardware.pio
        switch index >> 3 & 3 {
        case 1: return (blocks[(number + blocks.count - 1) % blocks.count], index & 7)
        case 2: return (self, relative)
        case 3: return (blocks[(number + 1) % blocks.count], index & 7)
        default: return (self, index & 7)
        }
    }

    /// The pin that a wait looks at.
    func gpio(of source: PIOWaitSource, _ index: Int, _ machine: PIOStateMachine) -> Int {
        switch source {
        case .gpio, .flag: index
        case .pin: (machine.configuration.inBase + index) & 31
        case .jumpPin: (machine.configuration.jumpPin + index & 3) & 31
        }
    }

    private func wait(
        _ machine: PIOStateMachine, _ isHigh: Bool, _ source: PIOWaitSource, _ index: Int, cycle: UInt64,
        at instant: Instant
    ) -> PIOStateMachine.Stall? {
        switch source {
        case .gpio, .pin, .jumpPin:
            return self.isHigh(gpio(of: source, index, machine), at: instant) == isHigh ? nil : .pin
        case .flag:
            let (block, flag) = flag(index, machine)
            guard (block.flags >> UInt8(flag) & 1 != 0) == isHigh else { return .flag }
            if isHigh { block.setFlags(block.flags & ~(1 << UInt8(flag)), cycle: cycle, at: instant) }
            return nil
        }
    }

    private func interrupt(
        _ machine: PIOStateMachine, clears: Bool, waits: Bool, index: Int, cycle: UInt64, at instant: Instant
    ) -> PIOStateMachine.Stall? {
        let (block, flag) = flag(index, machine)
        if clears {
            block.setFlags(block.flags & ~(1 << UInt8(flag)), cycle: cycle, at: instant)
            return nil
        }
        if machine.core.isHalfDone { return block.flags >> UInt8(flag) & 1 == 0 ? nil : .flag }
        block.setFlags(block.flags | 1 << UInt8(flag), cycle: cycle, at: instant)
        guard waits else { return nil }
        machine.core.isHalfDone = true
        return .flag
    }

    /// Sets and clears flags: machines that wait for them look in their next cycle, and the CPU may be told.
    func setFlags(_ new: UInt8, cycle: UInt64, at instant: Instant) {
        let risen = new & ~flags
        guard new != flags else { return }
        flags = new
        for block in isRP2350 ? hardware.pio : [self] {
            for machine in block.machines where machine.stall == .flag { block.wake(machine, after: cycle) }
        }
        let status = UInt32(risen & 0xF) << 8 & enabledInterrupts
        guard status != 0 else { return }
        let end = hardware.clock.instant(ofCycle: cycle + Self.acknowledgeCycles)
        hardware.circuit.events.schedule(at: end) { [unowned self] at in
            setFlags(flags & ~UInt8(status >> 8), cycle: hardware.clock.cycle(atOrAfter: at), at: at)
            onInterrupt?(status, instant)
        }
    }
}
