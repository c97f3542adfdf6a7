import Fabric
import MicroPython

/// Light and deep sleep, and what ends them (modmachine.c of the ports, v1.29).
///
/// Not modelled: what the power domains do to peripherals in a light sleep, but for the ESP32's PWM.
extension Hardware {
    /// esp_sleep_wakeup_cause_t.
    enum WakeReason: Int {
        case ext0 = 2
        case ext1 = 3
        case timer = 4
        case touch = 5
        case gpio = 7
    }

    /// MACHINE_WAKE_SLEEP and MACHINE_WAKE_DEEPSLEEP of ports/esp32.
    enum Sleep: Int { case light = 2, deep = 4 }

    private func wakesEXT0(_ sleep: Sleep) -> Bool {
        state.wakes.ext0 != nil && state.wakes.ext0Sleeps & sleep.rawValue != 0
    }

    // MARK: Light

    /// `lightsleep([ms])`.
    func lightSleep(_ vm: VM, milliseconds: Int?) throws(GuestException) {
        let now = sync()
        let end = milliseconds.map { now + .milliseconds(UInt64(max(0, $0))) } ?? .distantFuture
        let what = "machine.lightsleep() waits for an interrupt that cannot come"
        switch facts.port {
        case .esp32:
            // Interrupts don't wake it; what happened meanwhile is told afterwards.
            setPWMAsleep(true, at: now)
            try wait(vm, until: end, runsCallbacks: false, for: what) { [self] in wakeReason(in: .light) != nil }
            setPWMAsleep(false, at: sync())
            noteWakeReason(timer: milliseconds != nil, in: .light)
        case .esp8266:
            // Without a time it sleeps for 2^32 - 1 microseconds, and nothing wakes it early.
            try wait(vm, until: milliseconds == nil ? now + .microseconds(0xFFFF_FFFF) : end)
        case .rp2, .stm32: try wait(vm, until: end, wakes: true, for: what)
        }
    }

    // MARK: Deep

    /// Sleeps, then ends the guest: the exception does that. Nil: without a time.
    func deepSleep(_ vm: VM, _ length: Picoseconds?) throws(GuestException) -> GuestException {
        let now = sync()
        var end = length.map { now + $0 }
        if facts.port == .esp8266, state.alarm.wakes & 4 != 0 {
            let left = max(1, state.alarm.expiry - dateMicroseconds())
            end = min(end ?? .distantFuture, now + .microseconds(UInt64(left)))
        }
        let hasSource =
            wakesEXT0(.deep) || !state.wakes.ext1Pins.isEmpty || state.wakes.touch
            || !state.wakes.gpioPins.isEmpty
        if end == nil && !hasSource {
            stopReason = .waitsForever("machine.deepsleep() without a time sleeps for ever")
            return vm.stopException()
        }
        if facts.port == .esp32 && facts.chip == "esp32" && !state.wakes.gpioPins.isEmpty {
            throw vm.exception(.valueError, "DEEPSLEEP with gpio pins not supported on this chip")
        }
        forgetCallbacks()
        // The RP2040 only sleeps lightly and resets then: its pins stay as they are.
        if facts.port != .rp2 {
            if !state.holdsDigitalPins { letGoOfHeldPins(outsideRTC: true) }
            releaseDigitalPins()
        }
        try wait(
            vm, until: end ?? .distantFuture, runsCallbacks: false,
            for: "machine.deepsleep() waits for a pin that nobody moves"
        ) { [self] in wakeReason(in: .deep) != nil }
        noteWakeReason(timer: end != nil, in: .deep)
        stopReason = .reset(.deepSleep, at: sync())
        return vm.stopException()
    }

    /// The CPU is off: nobody is called any more.
    private func forgetCallbacks() {
        for index in interrupts.keys.sorted() { clearInterrupt(pin: index) }
        for number in timers.keys.sorted() { stopTimer(number) }
        stopWatchdog()
        for block in pio { block.reset() }
        isMasked = true
    }

    /// ESP32: pads that were held take what was set since.
    func letGoOfHeldPins(outsideRTC: Bool = false) {
        for (index, pin) in pins.enumerated() where pin.isHeld {
            if outsideRTC, facts.isInRTCDomain(facts.pins[index].number ?? 0) { continue }
            pin.setHeld(false, at: clock.now)
        }
    }

    private func releaseDigitalPins() {
        stopAllPWM(at: clock.now)
        let sources = [state.wakes.ext0?.pin].compactMap { $0 } + state.wakes.ext1Pins + state.wakes.gpioPins
        for (index, pin) in pins.enumerated() where facts.pins[index].isDigital {
            // Pins that wake keep their pulls: they are in the domain that is on.
            if let number = facts.pins[index].number, sources.contains(number) { continue }
            pin.setMode(.input, at: clock.now)
            pin.setPull(.none, at: clock.now)
        }
    }

    // MARK: What wakes

    private func place(_ gpio: Int) -> Int? { facts.pins.firstIndex { $0.number == gpio } }

    private func isHigh(_ gpio: Int) -> Bool { place(gpio).map { pins[$0].net.level(at: clock.now).isHigh } ?? false }

    /// A source of the ESP32 that is at its level now.
    private func wakeReason(in sleep: Sleep) -> (reason: WakeReason, pins: [Int])? {
        guard facts.port == .esp32 else { return nil }
        let wakes = state.wakes
        if wakesEXT0(sleep), let ext0 = wakes.ext0, isHigh(ext0.pin) == ext0.isHigh { return (.ext0, []) }
        if !wakes.ext1Pins.isEmpty {
            let high = wakes.ext1Pins.filter { isHigh($0) }
            if wakes.ext1IsAnyHigh ? !high.isEmpty : high.isEmpty {
                return (.ext1, wakes.ext1IsAnyHigh ? high : wakes.ext1Pins)
            }
        }
        let awake = wakes.gpioPins.filter { isHigh($0) == wakes.gpioIsHigh }
        return awake.isEmpty ? nil : (.gpio, awake)
    }

    private func noteWakeReason(timer: Bool, in sleep: Sleep) {
        if let found = wakeReason(in: sleep) {
            state.wakeReason = found.reason.rawValue
            state.wakePins = found.pins.sorted()
        } else {
            state.wakeReason = timer ? WakeReason.timer.rawValue : 0
            state.wakePins = []
        }
    }
}
