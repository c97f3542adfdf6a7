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
        /// STM32: open drain; the alternate function, four bits a pin.
        case outputType, alternate
        /// ESP32 and ESP8266: of one pin, open drain and the trigger of its interrupt (PAD_DRIVER, INT_TYPE).
        case pin
    }

    private struct Register {
        var action: Action
        /// Of bit 0.
        var firstGPIO = 0
        var count = 32
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
            // GPIO16 hangs on the RTC's part of the chip.
            let sixteen: [UInt32: Action] = [0x6000_0768: .output, 0x6000_0774: .enable, 0x6000_078C: .input]
            if let action = sixteen[address] { return Register(action: action, firstGPIO: 16, count: 1) }
            if address >= 0x6000_0328, address < 0x6000_0328 + 64 {
                return Register(action: .pin, firstGPIO: Int(address - 0x6000_0328) / 4, count: 1)
            }
            return registers[address].map { Register(action: $0, count: 16) }
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
        // GPIO_PINn_REG; the newer chips have them elsewhere in the block.
        let first: UInt32 = hardware.facts.chip == "esp32" ? 0x88 : 0x74
        if address >= base + first, address < base + first + 4 * 40, address & 3 == 0 {
            return Register(action: .pin, firstGPIO: Int(address - base - first) / 4, count: 1)
        }
        return registers[address - base].map { Register(action: $0.0, firstGPIO: $0.1) }
    }

    /// Of port A.
    var stm32Base: UInt32 {
        let chip = hardware.facts.chip
        return chip.hasPrefix("stm32f4") ? 0x4002_0000 : chip.hasPrefix("stm32l0") ? 0x5000_0000 : 0x4800_0000
    }

    private func stm32(_ address: UInt32) -> Register? {
        let base = stm32Base
        guard address >= base, address - base < 8 * 0x400 else { return nil }
        let registers: [UInt32: Action] = [
            0x00: .mode, 0x04: .outputType, 0x0C: .pull, 0x10: .input, 0x14: .output, 0x18: .setAndClear,
            0x20: .alternate, 0x24: .alternate, 0x28: .reset,
        ]
        let letters = Array("ABCDEFGH")
        let offset = (address - base) & 0x3FF
        return registers[offset].map { action in
            // AFRH has the pins from 8 on.
            let first = offset == 0x24 ? 8 : 0
            return Register(
                action: action, firstGPIO: first, count: action == .alternate ? 8 : 16,
                letter: letters[Int((address - base) >> 10)])
        }
    }

    /// The pins of a register, by bit.
    private func places(_ register: Register) -> [(bit: Int, place: Int)] {
        hardware.facts.pins.indices.compactMap { place in
            let facts = hardware.facts.pins[place]
            guard facts.isDigital else { return nil }
            if let letter = register.letter {
                guard facts.name.first == letter, let number = Int(facts.name.dropFirst()),
                    (0..<register.count).contains(number - register.firstGPIO)
                else { return nil }
                return (number - register.firstGPIO, place)
            }
            guard let gpio = facts.number, (0..<register.count).contains(gpio - register.firstGPIO) else { return nil }
            return (gpio - register.firstGPIO, place)
        }
    }

    /// STM32: the register of the RCC that lets the ports run, and the bit of port A (RM0090 7.3.10, RM0091 6.4.6, RM0367 7.3.12).
    private var portClocks: (address: UInt32, firstBit: UInt32)? {
        guard hardware.facts.port == .stm32 else { return nil }
        let chip = hardware.facts.chip
        if chip.hasPrefix("stm32f4") { return (0x4002_3830, 0) }
        if chip.hasPrefix("stm32l0") { return (0x4002_102C, 0) }
        return chip.hasPrefix("stm32f0") ? (0x4002_1014, 17) : nil
    }

    /// The firmware lets a port run when one of its pins is used.
    private var enabledPorts: UInt32 {
        hardware.facts.pins.indices.reduce(0) { bits, place in
            guard hardware.isSetUp(place), let letter = hardware.facts.pins[place].name.utf8.first else { return bits }
            return bits | 1 << UInt32(letter - UInt8(ascii: "A"))
        }
    }

    // MARK: Access

    /// A register's value; nil for one that is not modelled.
    func read(_ address: UInt32) -> UInt32? {
        if let clocks = portClocks, address == clocks.address {
            return hardware.state.portClocks | enabledPorts << clocks.firstBit
        }
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
                let settings = hardware.pinSettings[place]
                let isAlternate = settings.alternate != nil || settings.user != nil
                let mode: UInt32 = pin.mode == .analog ? 3 : isAlternate ? 2 : pin.mode == .input ? 0 : 1
                bits |= mode << UInt32(2 * bit)
            case .pull: bits |= (pin.pull == .up ? 1 : pin.pull == .down ? 2 : 0) << UInt32(2 * bit)
            case .outputType:
                bits |= pin.mode == .openDrain || hardware.pinSettings[place].isOpenDrain ? 1 << UInt32(bit) : 0
            case .alternate:
                bits |= UInt32(hardware.alternate(ofPin: place) ?? 0) << UInt32(4 * bit)
            case .pin:
                let trigger = UInt32(hardware.interrupts[place]?.trigger ?? 0) & 7
                bits |= trigger << 7 | (pin.mode == .openDrain ? 4 : 0)
            case .set, .clear, .toggle, .setEnable, .clearEnable, .toggleEnable, .setAndClear, .reset: break
            }
        }
        return bits
    }

    /// Writes a register; false for one that is not modelled.
    func write(_ address: UInt32, _ bits: UInt32) -> Bool {
        if let clocks = portClocks, address == clocks.address {
            hardware.state.portClocks = bits
            return true
        }
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
                let code = Int(bits >> UInt32(2 * bit) & 3)
                let isAlternate =
                    hardware.pinSettings[place].alternate != nil || hardware.pinSettings[place].user != nil
                if let mode = modes[code] {
                    if isAlternate { hardware.take(place, at: now) }
                    // An output whose type is open drain stays one.
                    if mode != pin.mode, !(mode == .output && pin.mode == .openDrain) { pin.setMode(mode, at: now) }
                } else if !isAlternate {
                    hardware.choose(0, forPin: place, at: now)
                }
            case .pull:
                let pulls: [Pin.Pull] = [.none, .up, .down, .none]
                pin.setPull(pulls[Int(bits >> UInt32(2 * bit) & 3)], at: now)
            case .outputType:
                if isSet != (pin.mode == .openDrain), pin.mode == .output || pin.mode == .openDrain {
                    pin.setMode(isSet ? .openDrain : .output, at: now)
                }
            case .alternate:
                // It counts once MODER says so.
                hardware.pinSettings[place].alternate =
                    hardware.pinSettings[place].alternate == nil ? nil : Int(bits >> UInt32(4 * bit) & 15)
            case .pin:
                if bits & 4 != 0, pin.mode == .output { pin.setMode(.openDrain, at: now) }
                if bits & 4 == 0, pin.mode == .openDrain { pin.setMode(.output, at: now) }
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
