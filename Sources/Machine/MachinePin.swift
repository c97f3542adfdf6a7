import Fabric
import MicroPython

/// `machine.Pin` (machine_pin.c of ports/rp2, esp32, esp8266; pin.c of ports/stm32; v1.29).
///
/// Not modelled: peripherals that are led to a pin by its alternate function, the current that `drive` gives.
struct MachinePin: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.pin)

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.pin,
            TypeSlots(
                name: "Pin",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: description(index(value, vm)))
                },
                call: { vm, value, arguments throws(GuestException) in
                    try vm.checkArguments(arguments, 0, 1, keywords: false)
                    return try access(vm, index(value, vm), arguments.optional(0))
                },
                methods: methods))
    }

    /// `Pin.board` and `Pin.cpu`: nothing but names.
    var namespaces: [NativeTypeDefinition] {
        func type(_ number: Int, _ name: String, _ names: [(name: String, pin: Int)]) -> NativeTypeDefinition {
            let members = names.map { entry in
                (
                    name: entry.name,
                    member: MethodTable.Member.constant { vm in hardware.pinObject(entry.pin, vm) }
                )
            }
            return NativeTypeDefinition(
                number: number, TypeSlots(name: name, methods: MethodTable(members)), memberName: "")
        }
        let facts = hardware.facts
        return [
            type(MachineTypes.boardPins, "board", facts.boardNames),
            type(
                MachineTypes.chipPins, "cpu",
                facts.pins.indices.filter { facts.pins[$0].isDigital }.map { (facts.pins[$0].name, $0) }),
        ]
    }

    func index(_ value: Value, _ vm: VM) -> Int { Int(vm.word(value, 0)) }

    // MARK: Making

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, -1, keywords: true)
        var source = arguments[0]
        if hardware.facts.port == .stm32 {
            let mapper = PinMapper(hardware: hardware)
            if vm.isObject(source, of: Self.address) {
                try mapper.tell("", nil, source, vm)
            } else if let known = try mapper.find(source, vm) {
                source = known
            }
        }
        let pin = try hardware.findPin(source, vm)
        if arguments.count > 1 || arguments.keywordCount > 0 {
            try MachinePinSetup(hardware: hardware, vm: vm, pin: pin).apply(arguments.dropFirst())
        }
        return hardware.pinObject(pin, vm)
    }

    // MARK: Reading and writing

    private func access(_ vm: VM, _ pin: Int, _ value: Value?) throws(GuestException) -> Value {
        guard let value else { return Value(smallInt: hardware.read(pin) ? 1 : 0) }
        hardware.write(pin, try vm.truth(of: value))
        return .none
    }

    private func value(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try access(vm, index(arguments[0], vm), arguments.optional(1))
    }

    private func on(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        hardware.write(index(arguments[0], vm), true)
        return .none
    }

    private func off(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        hardware.write(index(arguments[0], vm), false)
        return .none
    }

    private func toggle(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pin = index(arguments[0], vm)
        hardware.write(pin, !hardware.pins[pin].latch)
        return .none
    }

    private func setUp(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let setup = MachinePinSetup(hardware: hardware, vm: vm, pin: index(arguments[0], vm))
        try setup.apply(arguments.dropFirst())
        return .none
    }

    // MARK: Describing

    /// As each port prints a pin.
    func description(_ pin: Int) -> String {
        let facts = hardware.facts.pins[pin]
        let wire = hardware.pins[pin]
        let mode =
            switch wire.mode {
            case .input: "IN"
            case .output: "OUT"
            case .openDrain: "OPEN_DRAIN"
            case .analog: "ANALOG"
            }
        let pull: String? =
            switch wire.pull {
            case .none: nil
            case .up: "PULL_UP"
            case .down: "PULL_DOWN"
            case .both: "PULL_UP|PULL_DOWN"
            }
        switch hardware.facts.port {
        case .rp2:
            // A pin of the radio chip.
            guard let gpio = facts.number else { return "Pin(\(facts.name), mode=\(mode == "OUT" ? "OUT" : "IN"))" }
            let function = hardware.functionSelect(ofPin: pin)
            let isPlain = function == RP2PinFunctions.registers
            let name = hardware.pinFunctions.name(function, gpio: gpio) ?? "\(function)"
            return "Pin(\(facts.name), mode=\(isPlain ? mode : "ALT")\(pull.map { ", pull=\($0)" } ?? "")"
                + (isPlain ? ")" : ", alt=\(name))")
        case .esp32:
            // An open drain has its output enabled, which is what the port looks at first.
            let shown = mode == "ANALOG" ? "IN" : mode == "OPEN_DRAIN" ? "OUT" : mode
            let first = pull?.split(separator: "|").first
            let strength = hardware.pinSettings[pin].driveStrength
            return "Pin(\(facts.number ?? 0), mode=Pin.\(shown)\(first.map { ", pull=Pin.\($0)" } ?? "")"
                + (strength == 2 ? ")" : ", drive=Pin.DRIVE_\(strength))")
        case .esp8266:
            return "Pin(\(facts.number ?? 0))"
        case .stm32:
            if mode == "ANALOG" { return "Pin(Pin.cpu.\(facts.name), mode=Pin.ANALOG)" }
            let settings = hardware.pinSettings[pin]
            let isAlternate = settings.alternate != nil || settings.user != nil
            let drains = settings.isOpenDrain || (isAlternate && wire.mode == .openDrain)
            let shown = isAlternate ? (drains ? "ALT_OPEN_DRAIN" : "ALT") : mode
            var text = "Pin(Pin.cpu.\(facts.name), mode=Pin.\(shown)\(pull.map { ", pull=Pin.\($0)" } ?? "")"
            if isAlternate {
                let number = hardware.alternate(ofPin: pin) ?? 0
                let name = facts.alternates.first { PinAlternate($0)?.number == number }
                text += ", alt=\(name.map { "Pin.\($0)" } ?? "\(number)")"
            }
            return text + ")"
        }
    }

    // MARK: The table

    private var methods: MethodTable {
        let facts = hardware.facts
        var table: MethodTable = [
            "init": .keywords(1, setUp),
            "value": .range(1...2, value),
            "off": .fixed(1, off),
            "on": .fixed(1, on),
            "irq": .keywords(1, MachineInterrupt(hardware: hardware).arm),
        ]
        switch facts.port {
        case .rp2, .stm32: table = table + ["low": .fixed(1, off), "high": .fixed(1, on)]
        case .esp32, .esp8266: break
        }
        switch facts.port {
        case .rp2, .esp32, .esp8266: table = table + ["toggle": .fixed(1, toggle)]
        case .stm32:
            table = table + MachinePinNames(hardware: hardware).methods + PinMapper(hardware: hardware).methods
        }
        if facts.lookup.contains(.board) {
            table.members.append(("board", .constant { _ in Value(type: MachineTypes.boardPins) }))
        }
        if facts.lookup.contains(.chip) {
            table.members.append(("cpu", .constant { _ in Value(type: MachineTypes.chipPins) }))
        }
        if facts.port == .rp2 {
            table.members += hardware.pinFunctions.constants.map { ($0.name, .int($0.number)) }
        }
        table.members += PinAFObject(hardware: hardware).constants
        table.members += facts.pinConstants.map { constant in (constant.name, .int(constant.value)) }
        return table
    }
}

extension Value {
    /// A type of `machine`.
    init(type number: Int) { self.init(address: MachineTypes.address(number)) }
}

extension Hardware {
    /// The guest's object for a pin: it lies in flash, as in the real firmware.
    func pinObject(_ pin: Int, _ vm: VM) -> Value {
        if let object = pinObjects[pin] { return object }
        let object = vm.makeStaticObject(MachinePin.address, wordCount: 1)
        vm.setWord(object, 0, UInt32(pin))
        pinObjects[pin] = object
        return object
    }

    /// What `Pin(x)` means, or the port's own error.
    func findPin(_ value: Value, _ vm: VM) throws(GuestException) -> Int {
        if vm.isObject(value, of: MachinePin.address) { return Int(vm.word(value, 0)) }
        var found: Int?
        if vm.isString(value) {
            let name = try vm.string(of: value)
            for way in facts.lookup where found == nil {
                switch way {
                case .board: found = facts.boardNames.first { $0.name == name }?.pin
                case .chip: found = facts.pins.firstIndex { $0.name == name }
                case .number: break
                }
            }
            if let found, facts.pins[found].isDigital { return found }
            throw refusal(facts.refusals[.pinName] == nil ? .pinNumber : .pinName, name, vm: vm)
        }
        if facts.lookup.contains(.number), vm.isInteger(value) {
            let number = try vm.int(value)
            found = facts.pins.firstIndex { $0.number == number && $0.isDigital }
            if let found { return found }
        }
        // ports/stm32 puts any object into its message as text, which raises TypeError for a number.
        if facts.refusals[.pinNumber] == nil { _ = try vm.string(of: value) }
        throw refusal(.pinNumber, vm: vm)
    }

    func read(_ pin: Int) -> Bool { pins[pin].readAlone(at: sync()) }

    func write(_ pin: Int, _ isHigh: Bool) {
        let now = sync()
        // ports/esp8266 pin_set: an input's output register is left alone.
        if facts.port == .esp8266 && pins[pin].mode == .input { return }
        pins[pin].write(isHigh, at: now)
        didPlan()
    }
}
