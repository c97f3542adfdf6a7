import Fabric
import MicroPython

/// `PWM.init`, `freq` and `duty` of one channel, as each port reads them.
struct MachinePWMSetup {
    let hardware: Hardware
    let vm: VM
    let key: Int

    private var port: MachineFacts.Port { hardware.facts.port }

    private func int(_ value: Value?) throws(GuestException) -> Int? {
        guard let value else { return nil }
        let number = try vm.int(value)
        return number == -1 ? nil : number
    }

    // MARK: init

    /// ports/rp2 and ports/stm32: a unit and channel that are soldered to the pin.
    func applyFixed(_ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let hertz = try int(reader.next("freq"))
        let duty16 = try int(reader.keyword("duty_u16"))
        let nanoseconds = try int(reader.keyword("duty_ns"))
        let invert = try int(reader.keyword("invert"))
        try reader.finish()
        hardware.sync()
        if let invert { hardware.pwm.channels[key]?.isInverted = invert != 0 }
        if let hertz { try setFrequency(hertz) }
        if let duty16 { try setDuty(.u16, duty16) }
        if let nanoseconds { try setDuty(.nanoseconds, nanoseconds) }
        start()
    }

    func applyESP32(_ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let hertz = try int(reader.next("freq"))
        let duty10 = try int(reader.keyword("duty"))
        let duty16 = try int(reader.keyword("duty_u16"))
        let nanoseconds = try int(reader.keyword("duty_ns"))
        let invert = try reader.keyword("invert")
        let sleep = try reader.keyword("lightsleep")
        try reader.finish()
        let now = hardware.sync()
        if let hertz { try checkFrequency(hertz) }
        let old = hardware.pwm.channels[key]
        var channel = old ?? PWMChannel(unit: -1)
        if let sleep { channel.runsInSleep = try vm.truth(of: sleep) }
        if let duty16 {
            try checkDuty(.u16, duty16, channel)
            (channel.kind, channel.duty) = (.u16, duty16)
        } else if let nanoseconds {
            try checkDuty(.nanoseconds, nanoseconds, channel)
            (channel.kind, channel.duty) = (.nanoseconds, nanoseconds)
        } else if let duty10 {
            try checkDuty(.u10, duty10, channel)
            (channel.kind, channel.duty) = (.u10, duty10)
        } else if channel.kind == .none {
            (channel.kind, channel.duty) = (.u16, hardware.facts.pwm.defaultDuty16)
        }
        if let invert { channel.isInverted = try vm.truth(of: invert) }
        if old == nil && hardware.pwm.channels.count >= hardware.facts.pwm.channels {
            throw hardware.refusal(.pwmChannels, "\(hardware.facts.pwm.channels)", vm: vm)
        }
        hardware.pwm.channels[key] = channel
        do throws(GuestException) {
            let present = hardware.pwm.units[channel.unit]?.hertz
            try takeUnit(hertz: hertz ?? present ?? hardware.facts.pwm.defaultHertz)
        } catch {
            hardware.pwm.channels[key] = old
            throw error
        }
        hardware.connect(pin: key, to: key, at: now)
    }

    func applyESP8266(_ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let hertz = try int(reader.next("freq"))
        let duty10 = try int(reader.next("duty"))
        let duty16 = try int(reader.next("duty_u16"))
        let nanoseconds = try int(reader.next("duty_ns"))
        try reader.finish()
        let now = hardware.sync()
        if hardware.pwm.channels[key] == nil && hardware.pwm.channels.count >= hardware.facts.pwm.channels {
            throw hardware.refusal(.pinPWM, "\(hardware.facts.pins[key].number ?? 0)", vm: vm)
        }
        wake()
        if let hertz { try hardware.setFrequency(hertz, unit: 0, vm) }
        if let duty10 { setESP8266(duty10) }
        // The port's own scales, which differ between init and duty_u16.
        if let duty16 { setESP8266(duty16 * 1000 / 65535) }
        if let nanoseconds { setESP8266(nanoseconds * (hardware.pwm.units[0]?.hertz ?? 500) / 1_000_000) }
        hardware.show(unit: 0, at: now)
    }

    // MARK: freq

    func setFrequency(_ hertz: Int) throws(GuestException) {
        let now = hardware.sync()
        switch port {
        case .rp2, .stm32:
            guard let unit = hardware.pwm.channels[key]?.unit else { return }
            try hardware.setFrequency(hertz, unit: unit, vm)
            hardware.show(unit: unit, at: now)
            if port == .stm32 { start() }
        case .esp32:
            guard hardware.pwm.channels[key] != nil else { throw vm.exception(.runtimeError, "PWM is inactive") }
            try checkFrequency(hertz)
            try takeUnit(hertz: hertz)
        case .esp8266:
            try hardware.setFrequency(hertz, unit: 0, vm)
            hardware.show(unit: 0, at: now)
        }
    }

    private func checkFrequency(_ hertz: Int) throws(GuestException) {
        if hertz <= 0 { throw hardware.refusal(.pwmFrequencyLow, vm: vm) }
        if hertz > hardware.facts.pwm.maxHertz { throw hardware.refusal(.pwmFrequencyHigh, vm: vm) }
    }

    /// ESP32: pins with one frequency share a timer; a timer of its own may change, a shared one is left to the others.
    private func takeUnit(hertz: Int) throws(GuestException) {
        let now = hardware.sync()
        let old = hardware.pwm.channels[key]?.unit ?? -1
        if hardware.pwm.units[old]?.hertz == hertz {
            hardware.setTicks(key)
            return hardware.show(key, at: now)
        }
        let isShared = hardware.pwm.channels.contains { $0.key != key && $0.value.unit == old }
        let units = (0..<hardware.facts.pwm.units)
        let unused = units.first { unit in !hardware.pwm.channels.contains { $0.value.unit == unit } }
        let same = units.first { unit in
            hardware.pwm.units[unit]?.hertz == hertz && hardware.pwm.channels.contains { $0.value.unit == unit }
        }
        guard let unit = same ?? (old >= 0 && !isShared ? old : unused) else {
            throw hardware.refusal(.pwmTimers, "\(hardware.facts.pwm.units)", vm: vm)
        }
        hardware.pwm.channels[key]?.unit = unit
        if same == nil {
            hardware.pwm.units[unit] = PWMUnit()
            hardware.pwm.units[unit]?.isRunning = true
            try hardware.setFrequency(hertz, unit: unit, vm)
        }
        hardware.setTicks(key)
        hardware.show(key, at: now)
    }

    // MARK: duty

    func setDuty(_ kind: PWMChannel.Kind, _ duty: Int) throws(GuestException) {
        let now = hardware.sync()
        switch port {
        case .rp2, .stm32:
            hardware.pwm.channels[key]?.kind = kind
            hardware.pwm.channels[key]?.duty = kind == .u16 ? min(duty, 65535) : duty
            hardware.setTicks(key)
            start()
        case .esp32:
            guard let channel = hardware.pwm.channels[key] else {
                throw vm.exception(.runtimeError, "PWM is inactive")
            }
            try checkDuty(kind, duty, channel)
            hardware.pwm.channels[key]?.kind = kind
            hardware.pwm.channels[key]?.duty = duty
            hardware.setTicks(key)
        case .esp8266:
            wake()
            let hertz = hardware.pwm.units[0]?.hertz ?? 500
            switch kind {
            case .u10, .none: setESP8266(duty)
            case .u16: setESP8266(duty * 1024 / 65535)
            case .nanoseconds: setESP8266(duty * hertz / 976_562)
            }
        }
        hardware.show(key, at: now)
    }

    private func checkDuty(
        _ kind: PWMChannel.Kind, _ duty: Int, _ channel: PWMChannel
    ) throws(GuestException) {
        switch kind {
        case .none: break
        case .u16:
            // The port prints the number of steps, one more than the greatest duty.
            if duty < 0 || duty > 65535 {
                throw vm.exception(.valueError, "duty_u16 must be from 0 to %d", .int(65536))
            }
        case .u10:
            if duty < 0 || duty > 1023 { throw vm.exception(.valueError, "duty must be from 0 to %d", .int(1023)) }
        case .nanoseconds:
            guard let hertz = hardware.pwm.units[channel.unit]?.hertz else {
                throw vm.exception(.runtimeError, "PWM is inactive")
            }
            let most = (65536 * 1_000_000_000 + hertz * 32768) / (hertz * 65536)
            if duty < 0 || duty > most {
                throw vm.exception(.valueError, "duty_ns must be from 0 to %d ns", .int(most))
            }
        }
    }

    private func setESP8266(_ duty: Int) {
        hardware.pwm.channels[key]?.duty = min(max(duty, 0), hardware.facts.pwm.steps)
        hardware.setTicks(key)
    }

    // MARK: Starting

    /// ESP8266: the pin gets its channel back.
    func wake() {
        if hardware.pwm.units[0] == nil {
            try? hardware.setFrequency(hardware.facts.pwm.defaultHertz, unit: 0, vm)
            hardware.pwm.units[0]?.isRunning = true
        }
        guard hardware.pwm.channels[key] == nil else { return }
        hardware.pwm.channels[key] = PWMChannel(unit: 0, kind: .u10)
        hardware.connect(pin: key, to: key, at: hardware.sync())
    }

    /// The counter runs when it has a frequency and, on the RP2040, a duty.
    private func start() {
        guard let channel = hardware.pwm.channels[key], let unit = hardware.pwm.units[channel.unit], unit.isSet else {
            return
        }
        if port == .rp2 && channel.kind == .none { return }
        if !unit.isRunning {
            hardware.pwm.units[channel.unit]?.isRunning = true
            hardware.pwm.units[channel.unit]?.start = hardware.clock.now
        }
        hardware.show(unit: channel.unit, at: hardware.clock.now)
    }
}
