import Fabric
import MicroPython

/// The DMA controller of an RP2040 or RP2350 (RP2040 datasheet 2.5, RP2350 datasheet 12.6). It sees the guest's memory, the queues of PIO and its own registers.
///
/// Not modelled: the sniffer, priorities, what two channels cost each other; requests of peripherals other than PIO and the pacing timers.
final class DMAController {
    unowned let hardware: Hardware
    let isRP2350: Bool
    var channels: [DMAChannel]
    /// X and Y of the pacing timers: X/Y of the system clock. nil: nobody has claimed it.
    var timers: [(numerator: Int, denominator: Int)?] = [nil, nil, nil, nil]

    init(hardware: Hardware) {
        self.hardware = hardware
        isRP2350 = hardware.facts.chip != "rp2040"
        channels = (0..<(isRP2350 ? 16 : 12)).map { _ in DMAChannel() }
    }

    var fields: DMAControl { DMAControl(isRP2350: isRP2350) }

    /// All stands still and belongs to nobody.
    func reset() {
        for index in channels.indices {
            cancel(index)
            channels[index] = DMAChannel()
        }
        timers = [nil, nil, nil, nil]
    }

    // MARK: Starting and stopping

    func trigger(_ index: Int) {
        guard fields.read("enable", channels[index].control) == 1, !channels[index].isBusy else { return }
        let count = channels[index].reload
        channels[index].remaining = isRP2350 ? count & 0x0FFF_FFFF : count
        // A channel that has nothing to do is done at once, and interrupts nobody (null trigger).
        guard channels[index].remaining > 0 else { return }
        channels[index].isBusy = true
        advance(index)
        hardware.didPlan()
    }

    func abort(_ index: Int) {
        cancel(index)
        channels[index].isBusy = false
        channels[index].remaining = 0
    }

    private func cancel(_ index: Int) {
        if let alarm = channels[index].alarm { hardware.circuit.events.cancel(alarm) }
        channels[index].alarm = nil
    }

    // MARK: Pacing

    private enum Pace {
        case free, send(PIOBlock, PIOStateMachine), receive(PIOBlock, PIOStateMachine), timer(Int), never
    }

    private func pace(_ index: Int) -> Pace {
        let request = fields.read("treq_sel", channels[index].control)
        if request < 8 * hardware.pio.count {
            let block = hardware.pio[request / 8]
            let machine = block.machines[request % 4]
            return request % 8 < 4 ? .send(block, machine) : .receive(block, machine)
        }
        switch request {
        case 0x3F: return .free
        case 0x3B...0x3E: return .timer(request - 0x3B)
        default: return .never
        }
    }

    /// Moves what can be moved now, and plans what comes next.
    func advance(_ index: Int) {
        guard channels[index].isBusy, channels[index].alarm == nil else { return }
        switch pace(index) {
        case .free:
            // A transfer a cycle, in pieces so that the program sees it go on.
            plan(index, cycles: UInt64(min(channels[index].remaining, 256))) { [unowned self] in
                for _ in 0..<min(256, channels[index].remaining) where channels[index].isBusy { move(index) }
            }
        case .timer(let number):
            guard let (numerator, denominator) = timers[number], numerator > 0 else { return }
            plan(index, cycles: UInt64(max(1, denominator / numerator))) { [unowned self] in move(index) }
        case .send(_, let machine):
            guard machine.sent.count < machine.configuration.sendCapacity else { return }
            plan(index, cycles: 1) { [unowned self] in
                if machine.sent.count < machine.configuration.sendCapacity { move(index) }
            }
        case .receive(_, let machine):
            guard !machine.received.isEmpty else { return }
            plan(index, cycles: 1) { [unowned self] in if !machine.received.isEmpty { move(index) } }
        case .never:
            hardware.note("DMA(\(index)): a request of a peripheral that Perch does not model never comes")
        }
    }

    private func plan(_ index: Int, cycles: UInt64, _ body: @escaping () -> Void) {
        let now = hardware.clock.now
        let at = hardware.clock.instant(ofCycle: hardware.clock.cycle(atOrAfter: now) + cycles)
        channels[index].alarm = hardware.circuit.events.schedule(at: at) { [unowned self] _ in
            channels[index].alarm = nil
            guard channels[index].isBusy else { return }
            body()
            advance(index)
        }
    }

    /// A queue of PIO has changed: a channel may wait for that.
    func queueMoved(_ block: PIOBlock, _ machine: PIOStateMachine) {
        for index in channels.indices where channels[index].isBusy && channels[index].alarm == nil {
            let request = fields.read("treq_sel", channels[index].control)
            if request / 8 == block.number && request % 4 == machine.index { advance(index) }
        }
    }

    // MARK: Moving

    private func move(_ index: Int) {
        let control = channels[index].control
        let size = 1 << min(2, fields.read("size", control))
        guard var word = read(channels[index].read, size) else { return fail(index, "read_err") }
        if fields.read("bswap", control) == 1 {
            word =
                size == 4 ? word.byteSwapped : size == 2 ? UInt32(UInt16(truncatingIfNeeded: word).byteSwapped) : word
        }
        guard write(channels[index].write, size, word) else { return fail(index, "write_err") }
        step(index, size, isWrite: false)
        step(index, size, isWrite: true)
        channels[index].remaining -= 1
        if channels[index].remaining == 0 { finish(index) }
    }

    private func step(_ index: Int, _ size: Int, isWrite: Bool) {
        let control = channels[index].control
        guard fields.read(isWrite ? "inc_write" : "inc_read", control) == 1 else { return }
        let old = isWrite ? channels[index].write : channels[index].read
        let backwards = fields.read(isWrite ? "inc_write_rev" : "inc_read_rev", control) == 1
        var new = backwards ? old &- UInt32(size) : old &+ UInt32(size)
        let ring = fields.read("ring_size", control)
        if ring > 0, (fields.read("ring_sel", control) == 1) == isWrite {
            let mask: UInt32 = 1 << UInt32(ring) - 1
            new = old & ~mask | new & mask
        }
        if isWrite { channels[index].write = new } else { channels[index].read = new }
    }

    private func finish(_ index: Int) {
        let mode = isRP2350 ? channels[index].reload >> 28 : 0
        // RP2350: 15 goes on for ever, 1 triggers itself.
        if mode == 15 {
            channels[index].remaining = channels[index].reload & 0x0FFF_FFFF
            return
        }
        channels[index].isBusy = false
        let now = hardware.clock.now
        if fields.read("irq_quiet", channels[index].control) == 0 { interrupt(index, at: now) }
        let next = fields.read("chain_to", channels[index].control)
        if mode == 1 {
            trigger(index)
        } else if next != index && next < channels.count {
            trigger(next)
        }
    }

    private func interrupt(_ index: Int, at now: Instant) {
        guard let handler = channels[index].handler, let object = channels[index].object else { return }
        channels[index].flag = true
        hardware.deliver(
            InterruptCall(handler: handler, argument: object, isHard: channels[index].isHard, source: .dma(index)),
            after: now)
    }

    private func fail(_ index: Int, _ field: String) {
        channels[index].control = fields.write(field, 1, into: channels[index].control)
        channels[index].control = fields.write("ahb_err", 1, into: channels[index].control)
        channels[index].isBusy = false
        let address = field == "read_err" ? channels[index].read : channels[index].write
        hardware.note("DMA(\(index)): nothing that Perch models is at 0x\(String(address, radix: 16))")
    }
}

/// A channel's registers.
struct DMAChannel {
    var read: UInt32 = 0
    var write: UInt32 = 0
    /// TRANS_COUNT as it was written, mode included, and what is left.
    var reload = 0
    var remaining = 0
    var control: UInt32 = 0
    var isBusy = false
    var isClaimed = false
    var alarm: EventQueue.Token?
    /// What it calls when it is done, and the guest's object.
    var handler: Value?
    var isHard = false
    var object: Value?
    var flag = false
}
