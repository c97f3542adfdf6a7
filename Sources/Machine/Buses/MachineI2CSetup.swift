import Fabric
import MicroPython

/// How I2C objects are made, set up and printed, as each port does it.
struct MachineI2CSetup: Sendable {
    let hardware: Hardware

    private func number(_ vm: VM, _ value: Value?, default number: Int) throws(GuestException) -> Int {
        try value.map { value throws(GuestException) in try vm.int(value) } ?? number
    }

    private func missing(_ vm: VM, _ id: String) -> GuestException {
        vm.exception(.valueError, "I2C(\(id)) doesn't exist")
    }

    /// `I2C(...)`.
    func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        // MP_MACHINE_I2C_CHECK_FOR_LEGACY_SOFTI2C_CONSTRUCTION.
        let first = arguments.optional(0)
        let isLegacy = first == Value(smallInt: -1) || (first == nil && hardware.facts.port == .stm32)
        if isLegacy && hardware.facts.port != .rp2 {
            try vm.print("Warning: I2C(-1, ...) is deprecated, use SoftI2C(...) instead\n")
            return try makeSoft(vm, first == nil ? arguments : arguments.dropFirst())
        }
        switch hardware.facts.port {
        case .rp2: return try makeRP2(vm, arguments)
        case .esp32: return try makeESP32(vm, arguments)
        case .stm32: return try makeSTM32(vm, arguments)
        case .esp8266: return try makeSoft(vm, arguments)
        }
    }

    private func unit(_ vm: VM, id: Int, _ flavour: I2CUnit.Flavour) throws(GuestException) -> I2CUnit {
        if let known = hardware.i2cUnits[id] { return known }
        guard let port = hardware.facts.i2cPorts.first(where: { $0.id == id }) else { throw missing(vm, "\(id)") }
        let unit = I2CUnit(
            flavour, id: id, clock: hardware.pinIndex(named: port.scl), data: hardware.pinIndex(named: port.sda))
        hardware.i2cUnits[id] = unit
        return unit
    }

    private func object(_ vm: VM, _ unit: I2CUnit) -> Value {
        if let known = unit.object { return known }
        let object = vm.makeStaticObject(MachineI2C.address, wordCount: 1)
        vm.setWord(object, 0, UInt32(unit.id))
        unit.object = object
        return object
    }

    // MARK: Ports

    private func makeRP2(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let id = try number(vm, reader.next("id"), default: 0)
        let frequency = try number(vm, reader.next("freq"), default: 400_000)
        let clock = try reader.keyword("scl")
        let data = try reader.keyword("sda")
        let timeout = try number(vm, reader.keyword("timeout"), default: 50_000)
        try reader.finish()
        let unit = try unit(vm, id: id, .rp2)
        // RP2040 datasheet 1.4.3: SDA on even pins, SCL on odd ones, in pairs of the two units.
        if let clock, clock != .none { unit.clockPin = try pin(vm, clock, unit, remainder: 1, "bad SCL pin") }
        if let data, data != .none { unit.dataPin = try pin(vm, data, unit, remainder: 0, "bad SDA pin") }
        if arguments.count > 1 || arguments.keywordCount > 0 || unit.controller == nil {
            let cpu = hardware.clock.frequency
            // i2c_set_baudrate of pico-sdk: the period in cycles of clk_sys, three fifths of it low, SDA held for 300 ns.
            let wanted = UInt64(max(1, frequency))
            let period = max(16, (cpu + wanted / 2) / wanted)
            let low = period * 3 / 5
            let hold = wanted < 1_000_000 ? cpu * 3 / 10_000_000 + 1 : cpu * 3 / 25_000_000 + 1
            unit.hertz = Int(cpu / period)
            unit.timeoutMicroseconds = timeout
            let high = period - low
            start(
                unit,
                I2CTiming(
                    clockHertz: cpu, low: low, high: high, hold: min(hold, low - 1), startHold: high, stopSetup: high,
                    free: low), pullUp: true)
        }
        return object(vm, unit)
    }

    private func pin(
        _ vm: VM, _ value: Value, _ unit: I2CUnit, remainder: Int, _ complaint: String
    ) throws(GuestException) -> Int {
        let found = try hardware.findPin(value, vm)
        guard let number = hardware.facts.pins[found].number, number & 1 == remainder, number >> 1 & 1 == unit.id else {
            throw vm.exception(.valueError, complaint)
        }
        return found
    }

    private func makeESP32(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let id = try number(vm, reader.next("id"), default: 0)
        let clock = try reader.keyword("scl")
        let data = try reader.keyword("sda")
        let frequency = try number(vm, reader.keyword("freq"), default: -1)
        let timeout = try number(vm, reader.keyword("timeout"), default: -1)
        try reader.finish()
        let unit = try unit(vm, id: id, .esp32)
        if unit.hertz == 0 { unit.hertz = 400_000 }
        if let clock { unit.clockPin = try hardware.findPin(clock, vm) }
        if let data { unit.dataPin = try hardware.findPin(data, vm) }
        if frequency != -1 { unit.hertz = frequency }
        if timeout != -1 { unit.timeoutMicroseconds = timeout }
        // i2c_ll of the IDF: as long high as low, in cycles of the APB clock (ESP32) or the crystal (S3, C3).
        let clockHertz: UInt64 = hardware.facts.chip == "esp32" ? 80_000_000 : 40_000_000
        let half = max(2, clockHertz / UInt64(max(1, unit.hertz)) / 2)
        start(
            unit,
            I2CTiming(
                clockHertz: clockHertz, low: half, high: half, hold: half / 2, startHold: half, stopSetup: half,
                free: half), pullUp: true)
        return object(vm, unit)
    }

    private func makeSTM32(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let idValue = try reader.required("id")
        let clock = try reader.keyword("scl")
        let data = try reader.keyword("sda")
        let frequency = try number(vm, reader.keyword("freq"), default: 400_000)
        let timeout = try number(vm, reader.keyword("timeout"), default: 50_000)
        try reader.finish()
        let unit = try unitSTM32(vm, idValue)
        if clock != nil || data != nil {
            throw vm.exception(.valueError, "explicit choice of scl/sda is not implemented")
        }
        openSTM32(unit, hertz: frequency, timeoutMilliseconds: (timeout + 999) / 1000)
        return object(vm, unit)
    }

    /// The unit of a number or of a name on the board.
    func unitSTM32(_ vm: VM, _ id: Value) throws(GuestException) -> I2CUnit {
        guard vm.isString(id) else { return try unit(vm, id: vm.int(id), .stm32) }
        let name = try vm.string(of: id)
        guard let port = hardware.facts.i2cPorts.first(where: { !$0.name.isEmpty && $0.name == name }) else {
            throw missing(vm, name)
        }
        return try unit(vm, id: port.id, .stm32)
    }

    /// Takes the pins over at a rate.
    func openSTM32(_ unit: I2CUnit, hertz: Int, timeoutMilliseconds: Int) {
        unit.timeoutMicroseconds = timeoutMilliseconds * 1000
        start(unit, stm32Timing(unit, max(1, hertz)), pullUp: true)
    }

    /// RM0090 27.6.8: standard mode is half high, fast mode 16 to 9, in periods of PCLK1, rounded up. The newer families take the rate as it is.
    private func stm32Timing(_ unit: I2CUnit, _ hertz: Int) -> I2CTiming {
        let cpu = hardware.clock.frequency
        guard hardware.facts.chip.hasPrefix("stm32f4") else {
            unit.hertz = hertz
            return I2CTiming(hertz: UInt64(hertz), clockHertz: cpu)
        }
        let bus = cpu / 4
        let wanted = UInt64(min(hertz, 400_000))
        let isFast = wanted > 100_000
        let count = isFast ? max(1, (bus - 1) / (wanted * 25) + 1) : max(4, (bus - 1) / (wanted * 2) + 1)
        let (low, high) = isFast ? (16 * count, 9 * count) : (count, count)
        let megahertz = bus / 1_000_000
        unit.hertz = Int(megahertz * (isFast ? 40_000 : 500_000) / count)
        return I2CTiming(
            clockHertz: bus, low: low, high: high, hold: min(count, low - 1), startHold: high, stopSetup: high,
            free: low)
    }

    private func start(_ unit: I2CUnit, _ timing: I2CTiming, pullUp: Bool) {
        let now = hardware.sync()
        guard unit.clockPin >= 0, unit.dataPin >= 0 else { return }
        let controller = I2CController(
            clock: hardware.pins[unit.clockPin], data: hardware.pins[unit.dataPin], timing: timing,
            timeout: .microseconds(UInt64(max(0, unit.timeoutMicroseconds))), events: hardware.circuit.events)
        for pin in [unit.clockPin, unit.dataPin] {
            hardware.openDrain(pin, for: .i2c(unit.id), at: now)
            if pullUp { hardware.pins[pin].setPull(.up, at: now) }
        }
        unit.controller = controller
        hardware.didPlan()
    }

    // MARK: Software

    /// `SoftI2C(scl, sda, *, freq=400000, timeout=50000)`.
    func makeSoft(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let object = try vm.makeObject(MachineI2C.softAddress, wordCount: 4)
        for word in 0..<4 { vm.setWord(object, word, 0) }
        try setUpSoft(vm, object, arguments)
        return object
    }

    func setUpSoft(_ vm: VM, _ object: Value, _ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let clock = try reader.required("scl")
        let data = try reader.required("sda")
        let frequency = try number(vm, reader.keyword("freq"), default: 400_000)
        let timeout = try number(vm, reader.keyword("timeout"), default: 50_000)
        try reader.finish()
        let pins = [try hardware.findPin(clock, vm), try hardware.findPin(data, vm)]
        let delay = max(1, 500_000 / max(1, frequency))
        for (index, word) in ([delay, timeout] + pins).enumerated() {
            vm.setWord(object, index, UInt32(truncatingIfNeeded: word))
        }
        let now = hardware.sync()
        for pin in pins { hardware.openDrain(pin, at: now) }
        let unit = try hardware.softI2C(object, vm)
        // It begins with a STOP, whatever that finds.
        guard let controller = unit.controller else { return }
        controller.begin(at: now)
        try controller.stop { instant throws(GuestException) in try hardware.letEdgesPass(vm, to: instant) }
        try hardware.delay(vm, microseconds: UInt64(4 * delay))
    }

    // MARK: Printing

    func description(_ unit: I2CUnit, _ vm: VM, _ object: Value) -> String {
        func name(_ pin: Int) -> String {
            guard hardware.facts.pins.indices.contains(pin) else { return "-1" }
            let facts = hardware.facts.pins[pin]
            return hardware.facts.port == .stm32 ? facts.name : facts.number.map(String.init) ?? facts.name
        }
        let (clock, data) = (name(unit.clockPin), name(unit.dataPin))
        switch unit.flavour {
        case .rp2:
            return
                "I2C(\(unit.id), freq=\(unit.hertz), scl=\(clock), sda=\(data), timeout=\(unit.timeoutMicroseconds))"
        case .esp32:
            return
                "I2C(\(unit.id), scl=\(clock), sda=\(data), freq=\(unit.hertz), timeout=\(unit.timeoutMicroseconds))"
        case .stm32: return "I2C(\(unit.id), scl=\(clock), sda=\(data), freq=\(unit.hertz))"
        case .software:
            return "SoftI2C(scl=\(clock), sda=\(data), freq=\(500_000 / max(1, Int(vm.word(object, 0)))))"
        }
    }
}

extension Hardware {
    /// By the board's name, the chip's, or its number; -1: it is not led out.
    func pinIndex(named name: String) -> Int {
        if let found = facts.boardNames.first(where: { $0.name == name && Int(name) == nil }) { return found.pin }
        return facts.pins.firstIndex { pin in pin.name == name || pin.number.map(String.init) == name } ?? -1
    }

    /// The bus behind a SoftI2C object: two pins have one.
    func softI2C(_ object: Value, _ vm: VM) throws(GuestException) -> I2CUnit {
        let (delay, timeout) = (vm.word(object, 0), vm.word(object, 1))
        let (clock, data) = (Int(vm.word(object, 2)), Int(vm.word(object, 3)))
        guard pins.indices.contains(clock), pins.indices.contains(data) else {
            throw vm.exception(.valueError, "invalid pin")
        }
        return softI2C(clock: clock, data: data, delay: UInt64(delay), timeout: Int(Int32(bitPattern: timeout)))
    }

    /// The software that ports/rp2 uses for empty writes, on the same pins.
    func softwareTwin(of unit: I2CUnit) -> I2CUnit {
        let delay = UInt64(500_000 / max(1, unit.hertz) + 1)
        return softI2C(
            clock: unit.clockPin, data: unit.dataPin, delay: delay, timeout: unit.timeoutMicroseconds)
    }

    private func softI2C(clock: Int, data: Int, delay: UInt64, timeout: Int) -> I2CUnit {
        let key = clock << 16 | data
        let unit = softUnits[key] ?? I2CUnit(.software, id: -1, clock: clock, data: data)
        softUnits[key] = unit
        unit.timeoutMicroseconds = timeout
        let timing = softTiming(delayMicroseconds: delay)
        let time = Picoseconds.microseconds(UInt64(max(0, timeout)))
        if let controller = unit.controller {
            controller.timing = timing
            controller.timeout = time
        } else {
            let controller = I2CController(
                clock: pins[clock], data: pins[data], timing: timing, timeout: time, events: circuit.events)
            controller.checksArbitration = false
            unit.controller = controller
        }
        return unit
    }

    /// The delays of extmod/machine_i2c.c between its steps, and about twenty instructions for each step (an estimate).
    private func softTiming(delayMicroseconds delay: UInt64) -> I2CTiming {
        let cpu = clock.frequency
        let ticks = cpu / 1_000_000 * delay
        let step: UInt64 = 20
        return I2CTiming(
            clockHertz: cpu, low: ticks + 2 * step, high: ticks + 2 * step, hold: step, startHold: 2 * ticks + step,
            stopSetup: ticks + step, free: ticks + step)
    }
}
