import Fabric
import MicroPython

/// `machine.PWM` (extmod/machine_pwm.c and machine_pwm.c of the ports, v1.29).
///
/// Not modelled: `lightsleep` of the ESP32; a change of duty takes effect at once and not at the end of the period; the software PWM of
/// the ESP8266 costs no cycles.
struct MachinePWM: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.pwm)

    private func key(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 0)) }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let isESP32 = hardware.facts.port == .esp32
        try vm.checkArguments(arguments, 1, isESP32 ? 2 : -1, keywords: true)
        let pin = try hardware.findPin(arguments[0], vm)
        switch hardware.facts.port {
        case .rp2, .stm32: return try makeFixed(vm, pin, arguments)
        case .esp32, .esp8266: return try makeFree(vm, pin, arguments)
        }
    }

    /// A pin's unit and channel are soldered: the objects lie in static memory.
    private func makeFixed(_ vm: VM, _ pin: Int, _ arguments: Arguments) throws(GuestException) -> Value {
        guard case .channel(let unit, let channel)? = hardware.facts.pins[pin].pwm else {
            throw hardware.refusal(.pinPWM, hardware.facts.pins[pin].name, vm: vm)
        }
        let key = unit * 8 + channel
        let isRP2 = hardware.facts.port == .rp2
        if hardware.pwm.units[unit] == nil { hardware.pwm.units[unit] = PWMUnit() }
        if hardware.pwm.channels[key] == nil { hardware.pwm.channels[key] = PWMChannel(unit: unit) }
        if isRP2 || arguments.count > 1 || arguments.keywordCount > 0 {
            hardware.pwm.channels[key]?.kind = .none
            hardware.pwm.channels[key]?.isInverted = false
        }
        let object = hardware.pwm.objects[key] ?? vm.makeStaticObject(Self.address, wordCount: 1)
        vm.setWord(object, 0, UInt32(key))
        hardware.pwm.objects[key] = object
        try setUp(vm, key, arguments.dropFirst())
        let now = hardware.sync()
        hardware.connect(pin: pin, to: key, at: now)
        if !isRP2 { hardware.pins[pin].setPull(.none, at: now) }
        hardware.didPlan()
        return object
    }

    /// Any pin takes a free channel: the object lies on the heap.
    private func makeFree(_ vm: VM, _ pin: Int, _ arguments: Arguments) throws(GuestException) -> Value {
        // base, pin ... output_invert_prev; base, pin, active and channel, duty_ns.
        let object = try vm.makeObject(Self.address, wordCount: hardware.facts.port == .esp32 ? 7 : 3)
        vm.setWord(object, 0, UInt32(pin))
        guard hardware.facts.pins[pin].pwm != nil else {
            if hardware.facts.port == .esp32 { throw hardware.refusal(.pinOutput, vm: vm) }
            throw hardware.refusal(.pinPWM, "\(hardware.facts.pins[pin].number ?? 0)", vm: vm)
        }
        try setUp(vm, pin, arguments.dropFirst())
        return object
    }

    private func setUp(_ vm: VM, _ key: Int, _ arguments: Arguments) throws(GuestException) {
        let setup = MachinePWMSetup(hardware: hardware, vm: vm, key: key)
        switch hardware.facts.port {
        case .rp2, .stm32: try setup.applyFixed(arguments)
        case .esp32: try setup.applyESP32(arguments)
        case .esp8266: try setup.applyESP8266(arguments)
        }
        hardware.didPlan()
    }

    // MARK: Methods

    /// Channel and unit, if they run.
    private func state(_ vm: VM, _ value: Value) throws(GuestException) -> (PWMChannel, PWMUnit) {
        if let channel = hardware.pwm.channels[key(vm, value)], channel.isActive,
            let unit = hardware.pwm.units[channel.unit]
        {
            return (channel, unit)
        }
        throw vm.exception(.runtimeError, "PWM is inactive")
    }

    private func frequency(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let setup = MachinePWMSetup(hardware: hardware, vm: vm, key: key(vm, arguments[0]))
        if let hertz = arguments.optional(1) {
            try setup.setFrequency(vm.int(hertz))
            hardware.didPlan()
            return .none
        }
        if hardware.facts.port == .esp8266 { return try vm.newInt(hardware.pwm.units[0]?.hertz ?? 500) }
        let (_, unit) = try state(vm, arguments[0])
        return try vm.newInt(unit.isSet ? hardware.frequency(of: unit) : 0)
    }

    private func duty(
        _ kind: PWMChannel.Kind, _ vm: VM, _ arguments: Arguments,
        read: (PWMChannel, PWMUnit) -> Int
    ) throws(GuestException) -> Value {
        let setup = MachinePWMSetup(hardware: hardware, vm: vm, key: key(vm, arguments[0]))
        if let duty = arguments.optional(1) {
            try setup.setDuty(kind, vm.int(duty))
            hardware.didPlan()
            return .none
        }
        if hardware.facts.port == .esp8266 { setup.wake() }
        let (channel, unit) = try state(vm, arguments[0])
        return try vm.newInt(unit.isSet && channel.kind != .none ? read(channel, unit) : 0)
    }

    private func duty16(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try duty(.u16, vm, arguments) { hardware.duty16(of: $0, $1) }
    }

    private func dutyNanoseconds(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try duty(.nanoseconds, vm, arguments) { hardware.dutyNanoseconds(of: $0, $1) }
    }

    private func duty10(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try duty(.u10, vm, arguments) { channel, unit in
            hardware.facts.port == .esp8266 ? channel.duty : hardware.duty16(of: channel, unit) >> 6
        }
    }

    private func end(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let key = key(vm, arguments[0])
        let now = hardware.sync()
        guard let channel = hardware.pwm.channels[key] else { return .none }
        switch hardware.facts.port {
        case .rp2: hardware.freeze(unit: channel.unit, at: now)
        case .stm32:
            // The output is switched off: nobody drives the pin.
            for pin in channel.pins {
                hardware.pins[pin].setMode(.input, at: now)
                hardware.pins[pin].setWaveform(nil, at: now)
            }
            hardware.pwm.channels[key]?.pins = []
        case .esp32, .esp8266:
            for pin in channel.pins {
                hardware.pins[pin].write(false, at: now)
                hardware.pins[pin].setWaveform(nil, at: now)
            }
            hardware.pwm.channels[key] = nil
        }
        hardware.didPlan()
        return .none
    }

    private func description(_ vm: VM, _ value: Value) -> String {
        let key = key(vm, value)
        let pin = { hardware.facts.pins[key].number ?? 0 }
        switch hardware.facts.port {
        case .rp2:
            let isInverted = hardware.pwm.channels[key]?.isInverted ?? false
            return "<PWM slice=\(key / 8) channel=\(key % 8) invert=\(isInverted ? 1 : 0)>"
        case .stm32: return "<PWM TIM\(key / 8)_CH\(key % 8)>"
        case .esp32:
            guard let channel = hardware.pwm.channels[key], let unit = hardware.pwm.units[channel.unit] else {
                return "PWM(Pin(\(pin())))"
            }
            let duty =
                switch channel.kind {
                case .u10: "duty=\(hardware.duty16(of: channel, unit) >> 6)"
                case .nanoseconds: "duty_ns=\(hardware.dutyNanoseconds(of: channel, unit))"
                case .u16, .none: "duty_u16=\(hardware.duty16(of: channel, unit))"
                }
            return "PWM(Pin(\(pin())), freq=\(unit.hertz), \(duty)\(channel.isInverted ? ", invert=True" : ""))"
        case .esp8266:
            guard let channel = hardware.pwm.channels[key], let unit = hardware.pwm.units[0] else {
                return "PWM(\(pin()))"
            }
            return "PWM(\(pin()), freq=\(unit.hertz), duty=\(channel.duty))"
        }
    }

    // MARK: The table

    var definition: NativeTypeDefinition {
        var methods: MethodTable = [
            "init": .keywords(1) { vm, arguments throws(GuestException) in
                try setUp(vm, key(vm, arguments[0]), arguments.dropFirst())
                return .none
            },
            "deinit": .fixed(1, end),
            "freq": .range(1...2, frequency),
            "duty_u16": .range(1...2, duty16),
            "duty_ns": .range(1...2, dutyNanoseconds),
        ]
        switch hardware.facts.port {
        case .esp32, .esp8266: methods = methods + ["duty": .range(1...2, duty10)]
        case .rp2, .stm32: break
        }
        return NativeTypeDefinition(
            number: MachineTypes.pwm,
            TypeSlots(
                name: "PWM",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: description(vm, value))
                },
                methods: methods))
    }
}
