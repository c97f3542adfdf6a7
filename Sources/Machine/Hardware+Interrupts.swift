import Fabric
import MicroPython

/// A pin that calls the guest.
struct PinInterrupt {
    var handler: Value
    /// Bits of the port's trigger constants.
    var trigger: Int
    var isHard: Bool
    /// The trigger that was last seen.
    var flags = 0
    /// Of a pin; a serial port has none.
    var subscription: EdgeSubscription?
}

/// Who asked for a call: it is disarmed when a hard handler fails.
enum InterruptSource {
    case pin(Int)
    case timer(Int)
    /// STM32: a timer's channel.
    case timerChannel(Int, Int)
    /// A PIO state machine, or a block behind them.
    case stateMachine(Int)
    /// The micro:bit's display.
    case display
    /// An I2S bus or a DMA channel, which go on.
    case audio, dma(Int)

    func disarm(_ hardware: Hardware) {
        switch self {
        case .pin(let index): hardware.clearInterrupt(pin: index)
        case .timer(let number): hardware.stopTimer(number)
        case .timerChannel(let number, let channel):
            PybTimer(hardware: hardware).setCallback(hardware.vm, number, channel, .none)
        case .display: hardware.microbit?.animation.stop(hardware.vm)
        case .audio: break
        case .dma(let channel): hardware.dma?.channels[channel].handler = nil
        case .stateMachine(let source):
            if let vm = hardware.vm { PIOInterruptObject(hardware: hardware).disarm(vm, source) }
        }
    }
}

/// A handler on its way to the guest; `retain`ed until it was called.
struct InterruptCall {
    var handler: Value
    var argument: Value
    var isHard: Bool
    var source: InterruptSource
    var complaint = "Uncaught exception in IRQ callback handler"
}

/// A timer that runs.
struct RunningTimer {
    var object: Value
    var callback: Value
    var period: Picoseconds
    var repeats: Bool
    var isHard: Bool
    var complaint: String
    var started: Instant
    var alarm: EventQueue.Token?
}

/// From edges and alarms to handlers.
extension Hardware {
    /// Arms a pin; its old handler is forgotten.
    func setInterrupt(pin index: Int, handler: Value, trigger: Int, isHard: Bool, _ vm: VM) {
        clearInterrupt(pin: index)
        guard handler != .none, trigger != 0 else { return }
        let now = sync()
        vm.retain(handler)
        let (rising, falling) = triggerBits
        let subscription = pins[index].net.observeEdges(at: now) { [unowned self] level, instant in
            guard let armed = interrupts[index] else { return }
            if isLevel(armed.trigger) { return checkLevel(pin: index, at: instant) }
            let flag = armed.trigger & (level.isHigh ? rising : falling)
            guard flag != 0 else { return }
            interrupts[index]?.flags = level.isHigh ? facts.constant("IRQ_RISING") : facts.constant("IRQ_FALLING")
            let call = InterruptCall(
                handler: armed.handler, argument: pinObject(index, vm), isHard: armed.isHard, source: .pin(index),
                complaint: complaint(ofPin: index))
            deliver(call, after: instant)
        }
        interrupts[index] = PinInterrupt(
            handler: handler, trigger: trigger, isHard: isHard, subscription: subscription)
        checkLevel(pin: index, at: now)
        didPlan()
    }

    /// What the port prints when a hard handler of a pin fails (extint.c of ports/stm32, pin.c of ports/nrf, shared/runtime/mpirq.c).
    func complaint(ofPin index: Int) -> String {
        guard facts.port == .stm32, index < pins.count else { return "Uncaught exception in IRQ callback handler" }
        let name = facts.pins[index].name
        return facts.chip.hasPrefix("nrf")
            ? "uncaught exception in interrupt handler for Pin('\(name)')"
            : "uncaught exception in ExtInt interrupt handler line \(name.dropFirst())"
    }

    /// Pins whose interrupts are armed, by place.
    public var armedPins: [Int] { interrupts.keys.filter { $0 < pins.count }.sorted() }

    /// The bits that tell rising from falling: the STM32's constants have others in common.
    var triggerBits: (rising: Int, falling: Int) {
        let (rising, falling) = (facts.constant("IRQ_RISING"), facts.constant("IRQ_FALLING"))
        return (rising & ~falling, falling & ~rising)
    }

    func clearInterrupt(pin index: Int) {
        guard let old = interrupts.removeValue(forKey: index) else { return }
        old.subscription?.cancel()
        vm?.release(old.handler)
    }

    /// Brings a call to the guest when the chip's latency has passed.
    func deliver(_ call: InterruptCall, after instant: Instant) {
        guard let vm else { return }
        vm.retain(call.handler)
        vm.retain(call.argument)
        callsOnTheWay += 1
        let arrival = instant + (call.isHard ? facts.hardLatency : facts.softLatency)
        circuit.events.schedule(at: arrival) { [unowned self, generation] _ in
            guard generation == self.generation else { return }
            callsOnTheWay -= 1
            arrive(call)
        }
        didPlan()
    }

    private func arrive(_ call: InterruptCall) {
        guard let vm else { return }
        if isMasked { return maskedCalls.append(call) }
        wakeups += 1
        if call.isHard {
            hardCalls.append(call)
            vm.requestService()
        } else {
            // A call that finds the queue full is lost, as on the board.
            _ = vm.scheduleInterrupt(call.handler, call.argument)
            vm.release(call.handler)
            vm.release(call.argument)
            repeatLevel(call.source)
        }
    }

    /// `machine.enable_irq`.
    func unmask() {
        isMasked = false
        let waiting = maskedCalls
        maskedCalls = []
        for call in waiting { arrive(call) }
    }

    // MARK: Timers

    func startTimer(_ number: Int, _ timer: RunningTimer, _ vm: VM) {
        stopTimer(number)
        vm.retain(timer.object)
        vm.retain(timer.callback)
        timers[number] = timer
        plan(number, at: sync() + timer.period)
        didPlan()
    }

    private func plan(_ number: Int, at deadline: Instant) {
        timers[number]?.alarm = circuit.events.schedule(at: deadline) { [unowned self] instant in
            guard let timer = timers[number] else { return }
            if timer.repeats {
                timers[number]?.started = instant
                plan(number, at: instant + timer.period)
            } else {
                timers[number]?.alarm = nil
            }
            if timer.callback != .none {
                let call = InterruptCall(
                    handler: timer.callback, argument: timer.object, isHard: timer.isHard, source: .timer(number),
                    complaint: timer.complaint)
                deliver(call, after: instant)
            }
            if !timer.repeats { forgetTimer(number) }
        }
    }

    func stopTimer(_ number: Int) {
        guard let timer = timers[number] else { return }
        if let alarm = timer.alarm { circuit.events.cancel(alarm) }
        timers[number]?.alarm = nil
        forgetTimer(number)
    }

    private func forgetTimer(_ number: Int) {
        guard let timer = timers.removeValue(forKey: number) else { return }
        vm?.release(timer.object)
        vm?.release(timer.callback)
    }
}
