import Fabric
import MicroPython

/// `machine.I2CTarget` (extmod/machine_i2c_target.c and machine_i2c_target.c of the ports, v1.29).
///
/// Not modelled: the time that a handler holds the clock is the chip's interrupt latency, however long it runs.
struct MachineI2CTarget: Sendable {
    let hardware: Hardware

    static let address = MachineTypes.address(MachineTypes.i2cTarget)

    /// The ports that have it; the ESP32 and the ESP8266 have not.
    static func isThere(_ facts: MachineFacts) -> Bool {
        switch facts.port {
        case .rp2, .stm32: true
        case .esp32: facts.chip != "esp32"
        case .esp8266: false
        }
    }

    private func unit(_ vm: VM, _ value: Value) throws(GuestException) -> I2CTargetUnit {
        guard vm.isObject(value, of: Self.address), let unit = hardware.i2cTargets[Int(vm.word(value, 0))] else {
            throw vm.exception(.valueError, "I2CTarget doesn't exist")
        }
        return unit
    }

    // MARK: Making

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let port = hardware.facts.port
        var reader = ArgumentReader(vm, arguments)
        let id = port == .stm32 ? try reader.required("id") : reader.next("id") ?? Value(smallInt: 0)
        let address = try vm.int(reader.required("addr"))
        let bits = try reader.keyword("addrsize").map { value throws(GuestException) in try vm.int(value) } ?? 7
        let memory = try reader.keyword("mem") ?? .none
        let memoryBits =
            try reader.keyword("mem_addrsize").map { value throws(GuestException) in try vm.int(value) } ?? 8
        let (clock, data) = port == .stm32 ? (nil, nil) : (try reader.keyword("scl"), try reader.keyword("sda"))
        try reader.finish()
        let unit = try findUnit(vm, id)
        if let clock, clock != .none { unit.clockPin = try pin(vm, clock, unit, remainder: 1, "bad SCL pin") }
        if let data, data != .none { unit.dataPin = try pin(vm, data, unit, remainder: 0, "bad SDA pin") }
        try setMemory(vm, unit, memory, bits: memoryBits)
        unit.address = bits == 10 ? .ten(UInt16(address & 0x3FF)) : .seven(UInt8(address & 0x7F))
        unit.open(hardware, at: hardware.sync())
        let object = unit.object ?? vm.makeStaticObject(Self.address, wordCount: 1)
        unit.object = object
        vm.setWord(object, 0, UInt32(unit.id))
        return object
    }

    private func findUnit(_ vm: VM, _ id: Value) throws(GuestException) -> I2CTargetUnit {
        let ports = hardware.facts.i2cPorts
        let found: I2CPort?
        let words: String
        if hardware.facts.port == .stm32, vm.isString(id) {
            words = try vm.string(of: id)
            found = ports.first { !$0.name.isEmpty && $0.name == words }
        } else {
            let number = try vm.int(id)
            words = "\(number)"
            found = ports.first { $0.id == number }
        }
        guard let found else {
            let kind = hardware.facts.port == .stm32 ? "I2C" : "I2CTarget"
            throw vm.exception(.valueError, "\(kind)(\(words)) doesn't exist")
        }
        if let known = hardware.i2cTargets[found.id] { return known }
        guard hardware.pinIndex(named: found.scl) >= 0, hardware.pinIndex(named: found.sda) >= 0 else {
            throw hardware.notModelled("I2CTarget(\(found.id)) without pins of its own", vm)
        }
        let unit = I2CTargetUnit(
            id: found.id, clock: hardware.pinIndex(named: found.scl), data: hardware.pinIndex(named: found.sda),
            handlerTime: hardware.facts.hardLatency)
        hardware.i2cTargets[found.id] = unit
        return unit
    }

    private func pin(
        _ vm: VM, _ value: Value, _ unit: I2CTargetUnit, remainder: Int, _ complaint: String
    ) throws(GuestException) -> Int {
        let found = try hardware.findPin(value, vm)
        guard hardware.facts.port == .rp2 else { return found }
        guard let number = hardware.facts.pins[found].number, number & 1 == remainder, number >> 1 & 1 == unit.id else {
            throw vm.exception(.valueError, complaint)
        }
        return found
    }

    private func setMemory(_ vm: VM, _ unit: I2CTargetUnit, _ memory: Value, bits: Int) throws(GuestException) {
        if let old = unit.memoryObject { vm.release(old) }
        unit.memoryObject = nil
        unit.memory = nil
        guard memory != .none else { return }
        let bytes = try vm.mutableBytes(of: memory)
        guard (0...32).contains(bits), bits % 8 == 0 else {
            throw vm.exception(.valueError, "mem_addrsize must be 0, 8, 16, 24 or 32")
        }
        vm.retain(memory)
        unit.memoryObject = memory
        unit.memory = (bytes, bits / 8)
    }

    // MARK: Methods

    private func close(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        unit.close(at: hardware.sync())
        hardware.clearInterrupt(pin: Self.place(unit.id))
        if let memory = unit.memoryObject { vm.release(memory) }
        unit.memoryObject = nil
        return .none
    }

    private static func place(_ id: Int) -> Int { 0x2_0000 | id }

    private func arm(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let handler = reader.next("handler") ?? .none
        let both = I2CTargetUnit.Events.endRead.rawValue | I2CTargetUnit.Events.endWrite.rawValue
        let trigger = try reader.next("trigger").map { value throws(GuestException) in try vm.int(value) } ?? both
        let isHard = try reader.next("hard").map { value throws(GuestException) in try vm.truth(of: value) } ?? false
        try reader.finish()
        let place = Self.place(unit.id)
        let result = try MachineInterrupt(hardware: hardware).interruptObject(place, vm, onHeap: true)
        guard arguments.count > 1 || arguments.keywordCount > 0 else { return result }
        let wanted = I2CTargetUnit.Events(rawValue: trigger)
        if hardware.facts.port == .esp32 {
            if isHard { throw vm.exception(.valueError, "hard IRQ unsupported") }
        } else if !wanted.isDisjoint(with: .hard) && !isHard {
            throw vm.exception(.valueError, "hard IRQ required")
        }
        hardware.clearInterrupt(pin: place)
        unit.onEvent = nil
        guard handler != .none, trigger != 0 else { return result }
        vm.retain(handler)
        hardware.interrupts[place] = PinInterrupt(handler: handler, trigger: trigger, isHard: isHard)
        let object = arguments[0]
        unit.onEvent = { [unowned hardware] event, instant in
            hardware.tell(place, event, of: object, at: instant)
        }
        return result
    }

    private var methods: MethodTable {
        let events: MethodTable = [
            "IRQ_END_READ": .int(16), "IRQ_END_WRITE": .int(32),
        ]
        let hardEvents: MethodTable = [
            "IRQ_ADDR_MATCH_READ": .int(1), "IRQ_ADDR_MATCH_WRITE": .int(2), "IRQ_READ_REQ": .int(4),
            "IRQ_WRITE_REQ": .int(8),
        ]
        let methods: MethodTable = [
            "deinit": .fixed(1, close),
            "readinto": .fixed(2) { vm, arguments throws(GuestException) in
                let unit = try unit(vm, arguments[0])
                hardware.sync()
                return Value(smallInt: Int32(unit.take(into: try vm.mutableBytes(of: arguments[1]))))
            },
            "write": .fixed(2) { vm, arguments throws(GuestException) in
                let unit = try unit(vm, arguments[0])
                hardware.sync()
                return Value(smallInt: Int32(unit.put(try vm.bytes(of: arguments[1]))))
            },
            "irq": .keywords(1, arm),
        ]
        return hardware.facts.port == .esp32 ? methods + events : methods + hardEvents + events
    }

    private func description(_ unit: I2CTargetUnit) -> String {
        let address: Int
        switch unit.address {
        case .seven(let seven)?: address = Int(seven)
        case .ten(let ten)?: address = Int(ten)
        case .generalCall?, nil: address = 0
        }
        if hardware.facts.port == .stm32 { return "I2CTarget(\(unit.id), addr=\(address))" }
        let pins = [unit.clockPin, unit.dataPin].map { hardware.facts.pins[$0].number ?? -1 }
        return "I2CTarget(\(unit.id), addr=\(address), scl=\(pins[0]), sda=\(pins[1]))"
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.i2cTarget,
            TypeSlots(
                name: "I2CTarget",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: description(unit(vm, value)))
                },
                attribute: { vm, value, name, store throws(GuestException) in
                    guard store == .sentinel, vm.string(name) == "memaddr" else { return .missing }
                    return LoadedAttribute(try vm.newInt(unit(vm, value).lastPlace))
                },
                methods: methods))
    }
}

extension Hardware {
    /// A target's event: at once for a hard handler, for which the bus waits; soon for a soft one. False: nobody wants to know.
    func tell(_ place: Int, _ event: I2CTargetUnit.Events, of object: Value, at instant: Instant) -> Bool {
        guard let vm, let armed = interrupts[place], armed.trigger & event.rawValue != 0 else { return false }
        interrupts[place]?.flags = event.rawValue
        if armed.isHard && !I2CTargetUnit.Events.hard.isDisjoint(with: event) {
            if !vm.runInterrupt(armed.handler, object) { clearInterrupt(pin: place) }
        } else {
            deliver(
                InterruptCall(handler: armed.handler, argument: object, isHard: armed.isHard, source: .pin(place)),
                after: instant)
        }
        return true
    }
}
