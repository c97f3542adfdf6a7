import Fabric
import MicroPython

/// What channels of a timer do when its counter reaches their value, and what edges of their pins do to it (RM0090 18.3).
extension PybTimer {
    /// The counter, in all rounds since it began.
    func elapsedTicks(_ number: Int, _ timer: Timer, at now: Instant) -> UInt64 {
        let hertz = UInt64(max(1, tickHertz(number, timer)))
        let (high, low) = (now - timer.start).multipliedFullWidth(by: hertz)
        return UInt64(1_000_000_000_000).dividingFullWidth((high % 1_000_000_000_000, low)).quotient
    }

    /// The counter as the guest reads it.
    func count(_ number: Int, _ timer: Timer, at now: Instant) -> Int {
        let length = timer.period + 1
        if let encoder = timer.encoder { return (encoder.count % length + length) % length }
        return Int(elapsedTicks(number, timer, at: now) % UInt64(length))
    }

    // MARK: Matches

    /// Plans the next match of a channel that wants to know of it.
    func planMatch(_ number: Int, _ channel: Int) {
        guard let timer = hardware.state.pybTimers[number], let output = timer.channels[channel] else { return }
        if let alarm = output.alarm { hardware.circuit.events.cancel(alarm) }
        hardware.state.pybTimers[number]?.channels[channel]?.alarm = nil
        guard output.wantsMatches, timer.encoder == nil, (0...timer.period).contains(output.ticks) else { return }
        let elapsed = elapsedTicks(number, timer, at: hardware.sync())
        let length = UInt64(timer.period + 1)
        var tick = elapsed / length * length + UInt64(output.ticks)
        if tick <= elapsed { tick += length }
        let hertz = UInt64(max(1, tickHertz(number, timer)))
        let (high, low) = tick.multipliedFullWidth(by: 1_000_000_000_000)
        guard high < hertz else { return }
        let (whole, rest) = hertz.dividingFullWidth((high, low))
        let instant = timer.start + (rest == 0 ? whole : whole + 1)
        hardware.state.pybTimers[number]?.channels[channel]?.alarm = hardware.circuit.events.schedule(at: instant) {
            [unowned hardware] instant in PybTimer(hardware: hardware).match(number, channel, at: instant)
        }
        hardware.didPlan()
    }

    private func match(_ number: Int, _ channel: Int, at instant: Instant) {
        hardware.state.pybTimers[number]?.channels[channel]?.alarm = nil
        guard let output = hardware.state.pybTimers[number]?.channels[channel] else { return }
        if let place = output.pin {
            let pin = hardware.pins[place]
            switch output.mode {
            case .active: pin.write(!output.isActiveLow, at: instant)
            case .inactive: pin.write(output.isActiveLow, at: instant)
            case .toggle: pin.write(!pin.latch, at: instant)
            default: break
            }
        }
        call(number, channel, after: instant)
        planMatch(number, channel)
    }

    private func call(_ number: Int, _ channel: Int, after instant: Instant) {
        guard let timer = hardware.state.pybTimers[number], let output = timer.channels[channel],
            output.callback != .none, let object = hardware.keptObjects["pyb.Timer \(number)"]
        else { return }
        let call = InterruptCall(
            handler: output.callback, argument: object, isHard: timer.isHard, source: .timerChannel(number, channel),
            complaint: "uncaught exception in Timer(\(number)) channel \(channel) interrupt handler")
        hardware.deliver(call, after: instant)
    }

    /// The callback of a channel; `.none` for none.
    func setCallback(_ vm: VM?, _ number: Int, _ channel: Int, _ callback: Value) {
        guard let old = hardware.state.pybTimers[number]?.channels[channel]?.callback else { return }
        vm?.retain(callback)
        vm?.release(old)
        hardware.state.pybTimers[number]?.channels[channel]?.callback = callback
        planMatch(number, channel)
    }

    /// Ends what a channel waits for.
    func stop(_ output: Channel, _ vm: VM?) {
        if let alarm = output.alarm { hardware.circuit.events.cancel(alarm) }
        output.subscription?.cancel()
        vm?.release(output.callback)
    }

    // MARK: Edges

    /// Each edge of the pin notes the counter (RM0090 18.3.5).
    func startCapture(_ number: Int, _ channel: Int, rising: Bool, falling: Bool) {
        guard let place = hardware.state.pybTimers[number]?.channels[channel]?.pin else { return }
        let subscription = hardware.pins[place].net.observeEdges(at: hardware.sync()) {
            [unowned hardware] level, instant in
            guard level.isHigh ? rising : falling else { return }
            let timers = PybTimer(hardware: hardware)
            guard let timer = hardware.state.pybTimers[number] else { return }
            hardware.state.pybTimers[number]?.channels[channel]?.ticks = timers.count(number, timer, at: instant)
            timers.call(number, channel, after: instant)
        }
        hardware.state.pybTimers[number]?.channels[channel]?.subscription = subscription
        hardware.didPlan()
    }

    /// The counter follows the pins of channels 1 and 2 (RM0090 table 97).
    func startEncoder(_ number: Int, _ mode: ChannelMode) {
        guard let timer = hardware.state.pybTimers[number] else { return }
        timer.encoder?.stop()
        let encoder = PybEncoder()
        hardware.state.pybTimers[number]?.encoder = encoder
        guard let first = timer.channels[1]?.pin, let second = timer.channels[2]?.pin else { return }
        if mode != .encoderB { encoder.follow(hardware, first, against: second, sign: 1) }
        if mode != .encoderA { encoder.follow(hardware, second, against: first, sign: -1) }
        hardware.didPlan()
    }
}

/// A counter that edges move up and down.
final class PybEncoder {
    var count = 0
    private var subscriptions: [EdgeSubscription] = []

    func stop() {
        for subscription in subscriptions { subscription.cancel() }
        subscriptions = []
    }

    func follow(_ hardware: Hardware, _ pin: Int, against other: Int, sign: Int) {
        let subscription = hardware.pins[pin].net.observeEdges(at: hardware.sync()) {
            [unowned self, unowned hardware] level, instant in
            let isOtherHigh = hardware.pins[other].net.level(at: instant).isHigh
            count += level.isHigh == isOtherHigh ? -sign : sign
        }
        subscriptions.append(subscription)
    }
}
