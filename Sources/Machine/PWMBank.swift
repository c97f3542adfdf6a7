import Fabric
import MicroPython

/// All pulse width modulators of a chip.
///
/// A unit counts and so gives the frequency; its channels compare and so give the duty. Pins hang on channels. What a port makes of
/// `freq(f)` and `duty_u16(d)` in whole ticks is in `PWMTicks`.
struct PWMBank {
    var units: [Int: PWMUnit] = [:]
    var channels: [Int: PWMChannel] = [:]
    /// The guest's objects that live in static memory, by channel.
    var objects: [Int: Value] = [:]
}

/// A counter.
struct PWMUnit {
    /// It counts at `tickRate / divisor` Hz, from 0 to `periodTicks - 1`.
    var tickRate: UInt64 = 1
    var divisor: UInt64 = 1
    var periodTicks: UInt64 = 1
    /// The frequency that was asked for.
    var hertz = 0
    /// 0: none was set yet.
    var isSet = false
    var isRunning = false
    var start = Instant.zero
}

/// A comparator.
struct PWMChannel {
    /// In which unit the guest gave the duty.
    enum Kind { case none, u16, u10, nanoseconds }

    var unit: Int
    var kind = Kind.none
    var duty = 0
    var highTicks: UInt64 = 0
    var isInverted = false
    var isActive = true
    /// ESP32: its clock goes on in a light sleep.
    var runsInSleep = false
    /// Pins that it drives, by place.
    var pins: [Int] = []
}

extension Hardware {
    /// The guest sets a pin up for something else.
    func takeFromPWM(pin: Int, at now: Instant) {
        guard pins[pin].waveform != nil else { return }
        pins[pin].setWaveform(nil, at: now)
        for key in pwm.channels.keys.sorted() { pwm.channels[key]?.pins.removeAll { $0 == pin } }
    }

    /// A reset: no counter runs.
    func stopAllPWM(at now: Instant) {
        for unit in pwm.units.keys.sorted() { freeze(unit: unit, at: now) }
        pwm = PWMBank()
    }

    /// A channel drives a pin.
    func connect(pin: Int, to channel: Int, at now: Instant) {
        if pins[pin].waveform == nil { takeFromPeripherals(pin: pin, at: now) }
        for key in pwm.channels.keys.sorted() where key != channel {
            pwm.channels[key]?.pins.removeAll { $0 == pin }
        }
        if pwm.channels[channel]?.pins.contains(pin) == false { pwm.channels[channel]?.pins.append(pin) }
        isConfigured[pin] = true
        pinSettings[pin].user = pwm.channels[channel].map { .pwm($0.unit) }
        // The waveform first: the latch must not be seen in between.
        show(channel, at: now)
        pins[pin].setMode(.output, at: now)
    }

    /// Puts the waveforms of a unit on its pins.
    func show(unit: Int, at now: Instant) {
        for key in pwm.channels.keys.sorted() where pwm.channels[key]?.unit == unit { show(key, at: now) }
        didPlan()
    }

    func show(_ key: Int, at now: Instant) {
        guard let channel = pwm.channels[key], let unit = pwm.units[channel.unit] else { return }
        let signal: PWMSignal
        if unit.isRunning && channel.kind != .none && channel.isActive {
            signal = PWMSignal(
                tickRate: unit.tickRate, divisor: unit.divisor, periodTicks: unit.periodTicks,
                highTicks: min(channel.highTicks, unit.periodTicks), start: unit.start,
                isInverted: channel.isInverted)
        } else {
            signal = constant(false, at: now)
        }
        for pin in channel.pins { pins[pin].setWaveform(signal, at: now) }
    }

    private func constant(_ isHigh: Bool, at now: Instant) -> PWMSignal {
        PWMSignal(tickRate: 1, periodTicks: 1, highTicks: isHigh ? 1 : 0, start: now)
    }

    /// ESP32: the clock of the modulators goes off for a light sleep, and comes back.
    func setPWMAsleep(_ isAsleep: Bool, at now: Instant) {
        for key in pwm.channels.keys.sorted() {
            guard let channel = pwm.channels[key], !channel.runsInSleep else { continue }
            if !isAsleep { show(key, at: now) }
            if isAsleep { for pin in channel.pins { pins[pin].setWaveform(constant(false, at: now), at: now) } }
        }
        didPlan()
    }

    /// The counter stops: its outputs stay as they are.
    func freeze(unit: Int, at now: Instant) {
        pwm.units[unit]?.isRunning = false
        for key in pwm.channels.keys.sorted() where pwm.channels[key]?.unit == unit {
            for pin in pwm.channels[key]?.pins ?? [] {
                if let waveform = pins[pin].waveform {
                    pins[pin].setWaveform(constant(waveform.level(at: now).isHigh, at: now), at: now)
                }
            }
        }
    }
}
