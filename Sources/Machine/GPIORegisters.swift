import Fabric

/// The registers of a chip's GPIO, as `machine.mem32` sees them: levels and directions of many pins at once.
///
/// Sources: RP2040 datasheet 2.3.1.7, RP2350 datasheet 3.1.11 (SIO), ESP32 technical reference manual 4.12, ESP8266 technical reference 2.2, STM32F405 reference
/// manual 8.4 (RM0090), STM32F0 8.4 (RM0091), STM32L0 9.4 (RM0367).
/// Not modelled: all others.
struct GPIORegisters {
    let hardware: Hardware

    /// What a register does with the bits that are written to it.
    private enum Action {
        case input, output, enable
        case set, clear, toggle
        case setEnable, clearEnable, toggleEnable
        /// STM32: sets by the lower half, clears by the upper.
        case setAndClear
        /// STM32: only clears.
        case reset
        /// STM32: two bits a pin.
        case mode, pull
    }

    private struct Register {
        var action: Action
        /// Of bit 0.
        var firstGPIO = 0
        /// STM32: the port.
        var letter: Character?
    }

    private func register(_ address: UInt32) -> Register? {
        switch hardware.facts.port {
        case .rp2:
            let base: UInt32 = 0xD000_0000
            let wide: [UInt32: Action] = [
                0x04: .input, 0x10: .output, 0x18: .set, 0x20: .clear, 0x28: .toggle, 0x30: .enable,
                0x38: .setEnable, 0x40: .clearEnable, 0x48: .toggleEnable,
            ]
            let narrow: [UInt32: Action] = [
                0x04: .input, 0x10: .output, 0x14: .set, 0x18: .clear, 0x1C: .toggle, 0x20: .enable,
                0x24: .setEnable, 0x28: .clearEnable, 0x2C: .toggleEnable,
            ]
            guard address >= base else { return nil }
            return (hardware.facts.chip == "rp2040" ? narrow : wide)[address - base].map { Register(action: $0) }
        case .esp32: return esp32(address)
        case .esp8266:
            let registers: [UInt32: Action] = [
                0x6000_0300: .output, 0x6000_0304: .set, 0x6000_0308: .clear, 0x6000_030C: .enable,
                0x6000_0310: .setEnable, 0x6000_0314: .clearEnable, 0x6000_0318: .input,
            ]
            return registers[address].map { Register(action: $0) }
        case .stm32: return stm32(address)
        }
    }

    private func esp32(_ address: UInt32) -> Register? {
        // The C3 and S3 have the same block elsewhere (their technical reference manuals, tables of addresses).
        let base: UInt32 = hardware.facts.chip == "esp32" ? 0x3FF4_4000 : 0x6000_4000
        guard address >= base else { return nil }
        let registers: [UInt32: (Action, Int)] = [
            0x04: (.output, 0), 0x08: (.set, 0), 0x0C: (.clear, 0), 0x10: (.output, 32), 0x14: (.set, 32),
            0x18: (.clear, 32), 0x20: (.enable, 0), 0x24: (.setEnable, 0), 0x28: (.clearEnable, 0),
            0x2C: (.enable, 32), 0x30: (.setEnable, 32), 0x34: (.clearEnable, 32), 0x3C: (.input, 0),
            0x40: (.input, 32),
        ]
        return registers[address - base].map { Register(action: $0.0, firstGPIO: $0.1) }
    }

    private func stm32(_ address: UInt32) -> Register? {
        let chip = hardware.facts.chip
        let base: UInt32 =
            chip.hasPrefix("stm32f4") ? 0x4002_0000 : chip.hasPrefix("stm32l0") ? 0x5000_0000 : 0x4800_0000
        guard address >= base, address - base < 8 * 0x400 else { return nil }
        let registers: [UInt32: Action] = [
            0x00: .mode, 0x0C: .pull, 0x10: .input, 0x14: .output, 0x18: .setAndClear, 0x28: .reset,
        ]
        let letters = Array("ABCDEFGH")
        return registers[(address - base) & 0x3FF].map {
            Register(action: $0, letter: letters[Int((address - base) >> 10)])
        }
    }

    /// The pins of a register, by bit.
    private func places(_ register: Register) -> [(bit: Int, place: Int)] {
        hardware.facts.pins.indices.compactMap { place in
            let facts = hardware.facts.pins[place]
            guard facts.isDigital else { return nil }
            if let letter = register.letter {
                guard facts.name.first == letter, let bit = Int(facts.name.dropFirst()) else { return nil }
                return (bit, place)
            }
            guard let gpio = facts.number, (0..<32).contains(gpio - register.firstGPIO) else { return nil }
            return (gpio - register.firstGPIO, place)
        }
    }

    // MARK: Access

    /// A register's value; nil for one that is not modelled.
    func read(_ address: UInt32) -> UInt32? {
        guard let register = register(address) else { return nil }
        let now = hardware.sync()
        var bits: UInt32 = 0
        for (bit, place) in places(register) {
            let pin = hardware.pins[place]
            switch register.action {
            case .input: bits |= pin.read(at: now) ? 1 << UInt32(bit) : 0
            case .output: bits |= pin.latch ? 1 << UInt32(bit) : 0
            case .enable: bits |= pin.mode == .output ? 1 << UInt32(bit) : 0
            case .mode:
                let mode: UInt32 = pin.mode == .input ? 0 : pin.mode == .analog ? 3 : pin.waveform == nil ? 1 : 2
                bits |= mode << UInt32(2 * bit)
            case .pull: bits |= (pin.pull == .up ? 1 : pin.pull == .down ? 2 : 0) << UInt32(2 * bit)
            case .set, .clear, .toggle, .setEnable, .clearEnable, .toggleEnable, .setAndClear, .reset: break
            }
        }
        return bits
    }

    /// Writes a register; false for one that is not modelled.
    func write(_ address: UInt32, _ bits: UInt32) -> Bool {
        guard let register = register(address), register.action != .input else { return false }
        let now = hardware.sync()
        for (bit, place) in places(register) {
            let pin = hardware.pins[place]
            let isSet = bits >> UInt32(bit) & 1 != 0
            switch register.action {
            case .output: if pin.latch != isSet { pin.write(isSet, at: now) }
            case .set: if isSet { pin.write(true, at: now) }
            case .clear, .reset: if isSet { pin.write(false, at: now) }
            case .toggle: if isSet { pin.write(!pin.latch, at: now) }
            case .enable: direct(place, isSet, at: now)
            case .setEnable: if isSet { direct(place, true, at: now) }
            case .clearEnable: if isSet { direct(place, false, at: now) }
            case .toggleEnable: if isSet { direct(place, pin.mode != .output, at: now) }
            case .setAndClear:
                if isSet {
                    pin.write(true, at: now)
                } else if bits >> UInt32(bit + 16) & 1 != 0 {
                    pin.write(false, at: now)
                }
            case .mode:
                let modes: [Pin.Mode?] = [.input, .output, nil, .analog]
                if let mode = modes[Int(bits >> UInt32(2 * bit) & 3)], mode != pin.mode { pin.setMode(mode, at: now) }
            case .pull:
                let pulls: [Pin.Pull] = [.none, .up, .down, .none]
                pin.setPull(pulls[Int(bits >> UInt32(2 * bit) & 3)], at: now)
            case .input: break
            }
        }
        hardware.didPlan()
        return true
    }

    private func direct(_ place: Int, _ isOutput: Bool, at now: Instant) {
        guard (hardware.pins[place].mode == .output) != isOutput else { return }
        hardware.markSetUp(place)
        hardware.pins[place].setMode(isOutput ? .output : .input, at: now)
    }
}
