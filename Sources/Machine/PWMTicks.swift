import Fabric
import MicroPython

/// What each port's hardware makes of frequencies and duties in whole ticks (machine_pwm.c of ports/rp2, stm32, esp32;
/// esppwm.c of ports/esp8266; v1.29).
extension Hardware {
    /// Sets the frequency of a unit, or raises.
    func setFrequency(_ hertz: Int, unit: Int, _ vm: VM) throws(GuestException) {
        var counter = pwm.units[unit] ?? PWMUnit()
        switch facts.port {
        case .rp2: try setRP2(&counter, hertz, vm)
        case .stm32: try setSTM32(&counter, unit, hertz, vm)
        case .esp32: setESP32(&counter, hertz)
        case .esp8266:
            counter.hertz = min(max(hertz, 1), facts.pwm.maxHertz)
            counter.tickRate = UInt64(counter.hertz) * UInt64(facts.pwm.steps)
            counter.periodTicks = UInt64(facts.pwm.steps)
        }
        counter.isSet = true
        counter.start = clock.now
        pwm.units[unit] = counter
        for key in pwm.channels.keys.sorted() where pwm.channels[key]?.unit == unit { setTicks(key) }
    }

    /// Divider in sixteenths and the greatest top that fits: duty is finest then.
    private func setRP2(_ counter: inout PWMUnit, _ hertz: Int, _ vm: VM) throws(GuestException) {
        // The port divides by it unchecked.
        guard hertz > 0 else { throw refusal(.pwmFrequencyLow, vm: vm) }
        let source = UInt64(clock.frequency)
        let frequency = UInt64(hertz)
        let topMax: UInt64 = 65534
        var sixteenths: UInt64 = 16
        var top: UInt64
        if (source + frequency / 2) / frequency < topMax {
            top = (source + frequency / 2) / frequency &- 1
        } else {
            let slowest = topMax * frequency
            sixteenths = (16 * source + slowest - 1) / slowest
            top = (16 * source + sixteenths * frequency / 2) / (sixteenths * frequency) &- 1
        }
        guard top != .max else { throw refusal(.pwmFrequencyHigh, vm: vm) }
        guard sixteenths < 256 * 16 else { throw refusal(.pwmFrequencyLow, vm: vm) }
        counter.tickRate = source * 16
        counter.divisor = sixteenths
        counter.periodTicks = top + 1
        counter.hertz = hertz
    }

    private func setSTM32(_ counter: inout PWMUnit, _ unit: Int, _ hertz: Int, _ vm: VM) throws(GuestException) {
        guard hertz > 0 else { throw refusal(.pwmFrequencyLow, vm: vm) }
        let source = stm32TimerHertz(unit)
        var prescaler: UInt64 = 1
        var period = (source + UInt64(hertz) / 2) / UInt64(hertz)
        if unit != 2 && unit != 5 {
            while period > 0xFFFF {
                if period % 5 == 0 {
                    prescaler *= 5
                    period /= 5
                } else if period % 3 == 0 {
                    prescaler *= 3
                    period /= 3
                } else {
                    prescaler *= 2
                    period /= 2
                }
            }
        }
        guard period > 1 else { throw refusal(.pwmFrequencyHigh, vm: vm) }
        counter.tickRate = source
        counter.divisor = prescaler
        counter.periodTicks = period
        counter.hertz = hertz
    }

    /// RM0090 6.2: timers 1, 8, 9, 10 and 11 of an STM32F4 hang on APB2 and get the full clock, the others on APB1 half of it. The F0 has
    /// one bus.
    private func stm32TimerHertz(_ unit: Int) -> UInt64 {
        let isF4 = facts.chip.hasPrefix("stm32f4")
        return isF4 && ![1, 8, 9, 10, 11].contains(unit) ? clock.frequency / 2 : clock.frequency
    }

    /// LEDC: as many bits as 80 MHz allow, 16 at most. Not modelled: the rounding of its divider.
    private func setESP32(_ counter: inout PWMUnit, _ hertz: Int) {
        var bits = 1
        while bits < 16 && UInt64(hertz) << UInt64(bits + 1) <= 80_000_000 { bits += 1 }
        counter.hertz = hertz
        counter.periodTicks = 1 << UInt64(bits)
        counter.tickRate = UInt64(hertz) * counter.periodTicks
    }

    /// Works the duty of a channel out in ticks of its unit.
    func setTicks(_ key: Int) {
        guard let channel = pwm.channels[key], let unit = pwm.units[channel.unit], unit.isSet else { return }
        pwm.channels[key]?.highTicks = min(ticks(channel, unit), unit.periodTicks)
    }

    private func ticks(_ channel: PWMChannel, _ unit: PWMUnit) -> UInt64 {
        let top = unit.periodTicks
        switch facts.port {
        case .rp2, .stm32:
            switch channel.kind {
            case .u16: return (UInt64(max(0, channel.duty)) * top + 65535 / 2) / 65535
            case .nanoseconds:
                let rate = (unit.tickRate + unit.divisor / 2) / unit.divisor
                return (UInt64(max(0, channel.duty)) * rate + 500_000_000) / 1_000_000_000
            case .none, .u10: return 0
            }
        case .esp32: return (UInt64(esp32Duty16(channel, unit)) * top) >> 16
        case .esp8266: return UInt64(max(0, channel.duty))
        }
    }

    /// 0...65536; the greatest given value means all the time.
    private func esp32Duty16(_ channel: PWMChannel, _ unit: PWMUnit) -> Int {
        switch channel.kind {
        case .none: return 0
        case .u16: return channel.duty == 65535 ? 65536 : channel.duty
        case .u10: return channel.duty == 1023 ? 65536 : channel.duty << 6
        case .nanoseconds:
            let duty = (channel.duty * 65536 * unit.hertz + 500_000_000) / 1_000_000_000
            return channel.duty > 0 && duty == 0 ? 1 : min(duty, 65536)
        }
    }

    // MARK: Reading back

    func frequency(of unit: PWMUnit) -> Int {
        switch facts.port {
        case .rp2:
            let period = unit.divisor * unit.periodTicks
            return Int((unit.tickRate + period / 2) / period)
        case .stm32: return Int(unit.tickRate / (unit.divisor * unit.periodTicks))
        case .esp32, .esp8266: return unit.hertz
        }
    }

    func duty16(of channel: PWMChannel, _ unit: PWMUnit) -> Int {
        let (high, top) = (Int(channel.highTicks), Int(unit.periodTicks))
        switch facts.port {
        case .rp2, .stm32: return (high * 65535 + top / 2) / top
        case .esp32: return min(high * 65536 / top, 65535)
        case .esp8266: return channel.duty * 65535 / 1024
        }
    }

    func dutyNanoseconds(of channel: PWMChannel, _ unit: PWMUnit) -> Int {
        switch facts.port {
        case .rp2, .stm32:
            let rate = Int((unit.tickRate + unit.divisor / 2) / unit.divisor)
            return (Int(channel.highTicks) * 1_000_000_000 + rate / 2) / rate
        case .esp32:
            let duty = duty16(of: channel, unit)
            return (duty * 1_000_000_000 + unit.hertz * (65536 / 2)) / (unit.hertz * 65536)
        case .esp8266: return channel.duty * 976_563 / max(1, unit.hertz)
        }
    }
}
