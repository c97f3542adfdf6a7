import Fabric
import MicroPython

/// How SPI objects are made, set up and printed, as each port does it.
struct MachineSPISetup: Sendable {
    let hardware: Hardware

    private var port: MachineFacts.Port { hardware.facts.port }

    private func missing(_ vm: VM, _ id: String) -> GuestException {
        port == .esp8266 ? vm.exception(.valueError, "") : vm.exception(.valueError, "SPI(\(id)) doesn't exist")
    }

    private func number(_ vm: VM, _ value: Value?, default number: Int) throws(GuestException) -> Int {
        try value.map { value throws(GuestException) in try vm.int(value) } ?? number
    }

    // MARK: Making

    /// `SPI(...)`.
    func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let first = arguments.optional(0)
        // MP_MACHINE_SPI_CHECK_FOR_LEGACY_SOFTSPI_CONSTRUCTION.
        if port != .rp2 && (first == nil || first == Value(smallInt: -1)) {
            try vm.print("Warning: SPI(-1, ...) is deprecated, use SoftSPI(...) instead\n")
            return try makeSoft(vm, first == nil ? arguments : arguments.dropFirst())
        }
        let unit = try unit(vm, first ?? Value(smallInt: 0))
        let object: Value
        if port == .esp8266 {
            object = try vm.makeObject(MachineSPI.address, wordCount: 3)
        } else {
            object = unit.object ?? vm.makeStaticObject(MachineSPI.address, wordCount: 1)
            unit.object = object
        }
        vm.setWord(object, 0, UInt32(unit.id))
        try setUpNew(vm, unit, first == nil ? arguments : arguments.dropFirst())
        return object
    }

    func unit(_ vm: VM, _ id: Value) throws(GuestException) -> SPIUnit {
        let ports = hardware.facts.spiPorts
        var found: SPIPort?
        if port == .stm32 && vm.isString(id) {
            let name = try vm.string(of: id)
            found = ports.first { !$0.name.isEmpty && $0.name == name }
            if found == nil { throw missing(vm, name) }
        } else {
            let number = try vm.int(id)
            found = ports.first { $0.id == number }
            if found == nil { throw missing(vm, "\(number)") }
        }
        guard let found else { throw missing(vm, "") }
        if let known = hardware.spiUnits[found.id] { return known }
        let unit = SPIUnit(
            id: found.id, clock: hardware.pinIndex(named: found.sck), output: hardware.pinIndex(named: found.mosi),
            input: hardware.pinIndex(named: found.miso))
        hardware.spiUnits[found.id] = unit
        return unit
    }

    private func setUpNew(_ vm: VM, _ unit: SPIUnit, _ arguments: Arguments) throws(GuestException) {
        if port == .rp2 && arguments.count == 0 && arguments.keywordCount == 0 && unit.isOpen { return }
        var reader = ArgumentReader(vm, arguments)
        if port == .esp8266 { return try setUpESP8266(vm, unit, &reader, isNew: true) }
        let baud = try number(vm, reader.next("baudrate"), default: port == .rp2 ? 1_000_000 : 500_000)
        let polarity = try number(vm, reader.keyword("polarity"), default: 0)
        let phase = try number(vm, reader.keyword("phase"), default: 0)
        let bits = try number(vm, reader.keyword("bits"), default: 8)
        let firstBit = try number(vm, reader.keyword("firstbit"), default: port == .rp2 ? 1 : 0)
        let clock = try reader.keyword("sck")
        let output = try reader.keyword("mosi")
        let input = try reader.keyword("miso")
        try reader.finish()
        try checkIsFree(vm, unit)
        try setPins(vm, unit, clock, output, input)
        (unit.polarity, unit.phase, unit.bits) = (polarity, phase, bits)
        try setFirstBit(vm, unit, firstBit)
        // The IDF's driver keeps -1 for what was not given.
        try setBaud(vm, unit, baud == -1 ? 500_000 : baud)
        try hardware.open(unit, vm)
    }

    /// ESP32: an SD card has the unit for itself.
    private func checkIsFree(_ vm: VM, _ unit: SPIUnit) throws(GuestException) {
        let slots = SDCardSlots(chip: hardware.facts.chip)
        if hardware.state.cards.values.contains(where: { $0.isOpen && $0.isSPI && slots.bus(of: $0.slot) == unit.id }) {
            throw vm.exception(.osError, "SPI host already in use")
        }
    }

    /// `pyb.SPI` sets all of it at once.
    func open(
        _ vm: VM, _ unit: SPIUnit, baud: Int, polarity: Int, phase: Int, bits: Int, isLowBitFirst: Bool
    ) throws(GuestException) {
        (unit.polarity, unit.phase, unit.bits) = (polarity, phase, bits)
        unit.isLowBitFirst = isLowBitFirst
        try setBaud(vm, unit, baud)
        try hardware.open(unit, vm)
    }

    private func setPins(
        _ vm: VM, _ unit: SPIUnit, _ clock: Value?, _ output: Value?, _ input: Value?
    ) throws(GuestException) {
        switch port {
        case .rp2:
            if let clock, clock != .none { unit.clock = try pin(vm, clock, unit, 2, "bad SCK pin") }
            if let output, output != .none { unit.output = try pin(vm, output, unit, 3, "bad MOSI pin") }
            if input == Value.none {
                unit.input = nil
            } else if let input, input != Value(smallInt: -1) {
                unit.input = try pin(vm, input, unit, 0, "bad MISO pin")
            }
        case .stm32:
            if clock != nil || output != nil || input != nil {
                throw vm.exception(.valueError, "explicit choice of sck/mosi/miso is not implemented")
            }
        case .esp32, .esp8266:
            if let clock, clock != .none { unit.clock = try hardware.findPin(clock, vm) }
            if let output { unit.output = output == .none ? nil : try hardware.findPin(output, vm) }
            if let input { unit.input = input == .none ? nil : try hardware.findPin(input, vm) }
        }
    }

    /// RP2040 datasheet 1.4.3: RX, CSn, SCK, TX in turn, eight pins a unit.
    private func pin(
        _ vm: VM, _ value: Value, _ unit: SPIUnit, _ remainder: Int, _ complaint: String
    ) throws(GuestException) -> Int {
        let found = try hardware.findPin(value, vm)
        guard let number = hardware.facts.pins[found].number, number & 3 == remainder, number >> 3 & 1 == unit.id else {
            throw vm.exception(.valueError, complaint)
        }
        return found
    }

    private func setFirstBit(_ vm: VM, _ unit: SPIUnit, _ value: Int) throws(GuestException) {
        if port == .rp2 && value == 0 { throw vm.exception(.notImplementedError, "LSB") }
        unit.isLowBitFirst = port != .rp2 && value != 0
    }

    private func setBaud(_ vm: VM, _ unit: SPIUnit, _ wanted: Int) throws(GuestException) {
        guard let rate = SPIRates(hardware: hardware).rate(wanted, unit: unit.id) else {
            throw vm.exception(.valueError, "impossible baudrate")
        }
        (unit.baud, unit.clockHertz, unit.divisor) = rate
    }

    // MARK: Setting up again

    /// `SPI.init(...)`: what is not given stays.
    func setUp(_ vm: VM, _ unit: SPIUnit, _ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        if port == .esp8266 { return try setUpESP8266(vm, unit, &reader, isNew: false) }
        let baud = port == .esp32 ? reader.next("baudrate") : try reader.keyword("baudrate")
        let polarity = try reader.keyword("polarity")
        let phase = try reader.keyword("phase")
        let bits = try reader.keyword("bits")
        let firstBit = try reader.keyword("firstbit")
        if port == .esp32 {
            let clock = try reader.keyword("sck")
            let output = try reader.keyword("mosi")
            try setPins(vm, unit, clock, output, reader.keyword("miso"))
        }
        try reader.finish()
        try checkIsFree(vm, unit)
        if let value = try given(vm, polarity) { unit.polarity = value }
        if let value = try given(vm, phase) { unit.phase = value }
        if let value = try given(vm, bits) { unit.bits = value }
        if let value = try given(vm, firstBit) { try setFirstBit(vm, unit, value) }
        if let value = try given(vm, baud) { try setBaud(vm, unit, value) }
        try hardware.open(unit, vm)
    }

    private func given(_ vm: VM, _ value: Value?) throws(GuestException) -> Int? {
        let number = try number(vm, value, default: -1)
        return number == -1 ? nil : number
    }

    private func setUpESP8266(
        _ vm: VM, _ unit: SPIUnit, _ reader: inout ArgumentReader, isNew: Bool
    ) throws(GuestException) {
        let baud = try number(vm, reader.next("baudrate"), default: -1)
        let polarity = try number(vm, reader.next("polarity"), default: -1)
        let phase = try number(vm, reader.next("phase"), default: -1)
        try reader.finish()
        if isNew { (unit.baud, unit.polarity, unit.phase) = (80_000_000, 0, 0) }
        if polarity != -1 { unit.polarity = polarity }
        if phase != -1 { unit.phase = phase }
        try setBaud(vm, unit, baud == -1 ? unit.baud : baud)
        try hardware.open(unit, vm)
    }

    // MARK: Software

    /// `SoftSPI(baudrate=500000, *, polarity=0, phase=0, bits=8, firstbit=MSB, sck, mosi, miso)`.
    func makeSoft(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        // `mp_machine_soft_spi_obj_t` is 24 bytes; what its words hold is ours.
        let object = try vm.makeObject(MachineSPI.softAddress, wordCount: 5)
        for word in 0..<5 { vm.setWord(object, word, 0) }
        try setUpSoft(vm, object, arguments, isNew: true)
        return object
    }

    func setUpSoft(_ vm: VM, _ object: Value, _ arguments: Arguments, isNew: Bool) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let msb = port == .rp2 ? 1 : 0
        let baud = try given(vm, reader.next("baudrate"))
        let polarity = try given(vm, isNew ? reader.keyword("polarity") : reader.next("polarity"))
        let phase = try given(vm, isNew ? reader.keyword("phase") : reader.next("phase"))
        if isNew, let bits = try given(vm, reader.keyword("bits")), bits != 8 {
            throw vm.exception(.valueError, "bits must be 8")
        }
        let firstBit = try given(vm, reader.keyword("firstbit"))
        let pins = [try reader.keyword("sck"), try reader.keyword("mosi"), try reader.keyword("miso")]
        try reader.finish()
        if isNew && pins.contains(where: { $0 == nil }) {
            throw vm.exception(.valueError, "must specify all of sck/mosi/miso")
        }
        if let baud = baud ?? (isNew ? 500_000 : nil) {
            // Rounded up: no faster than asked.
            let wish = max(1, baud)
            vm.setWord(object, 0, UInt32((500_000 + wish - 1) / wish))
        }
        var flags = vm.word(object, 1)
        func set(_ bit: UInt32, _ isOn: Bool) { flags = isOn ? flags | bit : flags & ~bit }
        if let polarity { set(1, polarity != 0) }
        if let phase { set(2, phase != 0) }
        if let firstBit { set(4, firstBit != msb) }
        vm.setWord(object, 1, flags)
        for (place, pin) in pins.enumerated() {
            if let pin { vm.setWord(object, 2 + place, UInt32(try hardware.findPin(pin, vm))) }
        }
        try hardware.open(hardware.softSPI(object, vm), vm)
    }

    // MARK: Printing

    private func name(_ pin: Int?) -> String {
        guard let pin, hardware.facts.pins.indices.contains(pin) else { return port == .esp32 ? "-1" : "None" }
        let facts = hardware.facts.pins[pin]
        return port == .stm32 ? facts.name : facts.number.map(String.init) ?? facts.name
    }

    func description(_ unit: SPIUnit, isSoft: Bool) -> String {
        let (clock, output, input) = (name(unit.clock), name(unit.output), name(unit.input))
        let set = "polarity=\(unit.polarity), phase=\(unit.phase)"
        if isSoft {
            let first = unit.isLowBitFirst == (port == .rp2) ? 0 : 1
            return "SoftSPI(baudrate=\(unit.baud), \(set), firstbit=\(port == .stm32 && first == 1 ? 128 : first), "
                + "sck=\(clock), mosi=\(output), miso=\(input))"
        }
        switch port {
        case .rp2:
            return "SPI(\(unit.id), baudrate=\(unit.baud), \(set), bits=\(unit.bits), sck=\(clock), mosi=\(output), "
                + "miso=\(input))"
        case .esp32:
            return "SPI(id=\(unit.id), baudrate=\(unit.baud), \(set), bits=\(unit.bits), "
                + "firstbit=\(unit.isLowBitFirst ? 1 : 0), sck=\(clock), mosi=\(output), miso=\(input))"
        case .esp8266: return "HSPI(id=1, baudrate=\(unit.baud), \(set))"
        case .stm32: return "SPI(\(unit.id), baudrate=\(unit.baud), \(set), bits=\(unit.bits))"
        }
    }
}

extension Hardware {
    /// The bus behind a SoftSPI object: three pins have one.
    func softSPI(_ object: Value, _ vm: VM) throws(GuestException) -> SPIUnit {
        let flags = vm.word(object, 1)
        let places = (0..<3).map { Int(vm.word(object, 2 + $0)) }
        guard places.allSatisfy(pins.indices.contains) else { throw vm.exception(.valueError, "invalid pin") }
        let key = places[0] << 32 | places[1] << 16 | places[2]
        let unit = softSPIUnits[key] ?? SPIUnit(id: -1, clock: places[0], output: places[1], input: places[2])
        softSPIUnits[key] = unit
        let delay = UInt64(vm.word(object, 0))
        unit.baud = 500_000 / max(1, Int(delay))
        (unit.polarity, unit.phase) = (flags & 1 == 0 ? 0 : 1, flags & 2 == 0 ? 0 : 1)
        unit.isLowBitFirst = flags & 4 != 0
        // Two delays of whole microseconds a bit, and about thirty instructions (an estimate).
        let cpu = clock.frequency
        (unit.clockHertz, unit.divisor) = (cpu, 2 * min(delay, 1_000_000) * (cpu / 1_000_000) + 30)
        if let controller = unit.controller {
            controller.mode = unit.mode
            controller.isLowBitFirst = unit.isLowBitFirst
            controller.setRate(clockHertz: unit.clockHertz, divisor: unit.divisor)
        }
        return unit
    }
}
