import Fabric
import MicroPython

/// `machine.ADC` (extmod/machine_adc.c and machine_adc.c of the ports, v1.29).
///
/// The ESP32's converters are `MachineADCBlock`. Not modelled: the time of a conversion, noise and non-linearity.
struct MachineADC: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.adc)
    /// MACHINE_ADC_CH_VREF of ports/stm32: always full scale.
    private static let referenceSTM32 = 0xFFFF

    // An object's words: its channel, and its pin's place or -1.
    private func channel(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 0)) }
    private func pin(_ vm: VM, _ value: Value) -> Int? {
        let word = vm.word(value, 1)
        return word == 0 ? nil : Int(word >> 1) - 1
    }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        switch hardware.facts.port {
        case .rp2, .stm32:
            try vm.checkArguments(arguments, 1, 1, keywords: false)
            return try makeOnHeap(vm, arguments[0])
        case .esp32:
            try vm.checkArguments(arguments, 1, -1, keywords: true)
            return try makeESP32(vm, arguments)
        case .esp8266:
            try vm.checkArguments(arguments, 1, 1, keywords: false)
            let number = try vm.int(arguments[0])
            guard number == 0 || number == 1 else { throw hardware.refusal(.pinADC, "\(number)", vm: vm) }
            let pin = number == 0 ? hardware.facts.pins.firstIndex { $0.adc == 0 } : nil
            return staticObject(vm, channel: number, pin: pin)
        }
    }

    private func makeOnHeap(_ vm: VM, _ source: Value) throws(GuestException) -> Value {
        let facts = hardware.facts
        var channel: Int?
        if vm.isInteger(source) {
            let number = try vm.int(source)
            // ports/stm32 takes any number for a channel.
            if facts.port == .stm32 || (0..<facts.adc.channels).contains(number) { channel = number }
        }
        var place: Int?
        if let channel {
            // A bare channel leaves the pin as it is set up.
            place = facts.pins.firstIndex { $0.adc == channel }
        } else {
            let found = try hardware.findPin(source, vm)
            guard let number = facts.pins[found].adc else {
                throw hardware.refusal(.pinADC, facts.pins[found].name, vm: vm)
            }
            channel = number
            place = found
            claim(found)
        }
        // ports/rp2: base, channel; ports/stm32: base, adc, channel, sample_time.
        let object = try vm.makeObject(Self.address, wordCount: facts.port == .rp2 ? 2 : 3)
        fill(vm, object, channel: channel!, pin: place)
        return object
    }

    private func makeESP32(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let found = try hardware.findPin(arguments[0], vm)
        guard let channel = hardware.facts.pins[found].adc else { throw hardware.refusal(.pinADC, vm: vm) }
        return try connectESP32(vm, channel, at: found, arguments.dropFirst())
    }

    /// The object of a channel of the ESP32, set up by keywords.
    func connectESP32(_ vm: VM, _ channel: Int, at place: Int, _ arguments: Arguments) throws(GuestException) -> Value {
        try setUpESP32(vm, channel, arguments)
        claim(place)
        return staticObject(vm, channel: channel, pin: place)
    }

    private func setUpESP32(_ vm: VM, _ channel: Int, _ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let attenuation = try reader.keyword("atten").map { value throws(GuestException) in try vm.int(value) }
        try reader.finish()
        let most = hardware.facts.adc.attenuations.map(\.value).max() ?? 0
        try setAttenuation(vm, channel, attenuation.flatMap { $0 == -1 ? nil : $0 } ?? most)
        hardware.adcWidths[unit(channel)] = hardware.facts.adc.bits
        hardware.adcIsOn[unit(channel)] = true
    }

    /// Which converter a channel of the ESP32 belongs to, and its number there.
    func unit(_ channel: Int) -> Int { MachineADCBlock(hardware: hardware).unit(ofChannel: channel).unit }

    private func setAttenuation(_ vm: VM, _ channel: Int, _ value: Int) throws(GuestException) {
        guard hardware.facts.adc.attenuations.contains(where: { $0.value == value }) else {
            throw vm.exception(.valueError, "invalid attenuation")
        }
        hardware.attenuations[channel] = value
    }

    /// The pin's digital side and its resistors go off.
    private func claim(_ place: Int) {
        let now = hardware.sync()
        hardware.takeFromPeripherals(pin: place, at: now)
        hardware.pins[place].setMode(.analog, at: now)
        hardware.pins[place].setPull(.none, at: now)
        hardware.isConfigured[place] = true
        hardware.didPlan()
    }

    private func staticObject(_ vm: VM, channel: Int, pin: Int?) -> Value {
        if let object = hardware.adcObjects[channel] { return object }
        let object = vm.makeStaticObject(Self.address, wordCount: 2)
        fill(vm, object, channel: channel, pin: pin)
        hardware.adcObjects[channel] = object
        return object
    }

    private func fill(_ vm: VM, _ object: Value, channel: Int, pin: Int?) {
        vm.setWord(object, 0, UInt32(channel))
        // Odd: the collector must not take it for an address.
        vm.setWord(object, 1, pin.map { UInt32($0 + 1) << 1 | 1 } ?? 0)
    }

    // MARK: Reading

    private func fullScale(_ channel: Int) -> Volts {
        guard let attenuation = hardware.attenuations[channel] else { return hardware.facts.adc.volts }
        return hardware.facts.adc.attenuations.first { $0.value == attenuation }?.volts ?? hardware.facts.adc.volts
    }

    private func volts(_ vm: VM, _ value: Value) -> Volts {
        let now = hardware.sync()
        if let place = pin(vm, value) { return hardware.pins[place].volts(at: now) }
        let supply = hardware.circuit.supplyVolts
        switch hardware.facts.adc.internalChannels.first(where: { $0.channel == channel(vm, value) })?.name {
        // At 27 degrees: RP2040 datasheet 4.9.5; STM32F405 datasheet 6.3.22 (0.76 V at 25 degrees, 2.5 mV per degree).
        case "CORE_TEMP": return hardware.facts.port == .rp2 ? 0.706 : 0.765
        // STM32F405 datasheet 6.3.24.
        case "CORE_VREF": return 1.21
        case "CORE_VBAT": return supply / 2
        default: return 0
        }
    }

    /// The ESP32's second converter belongs to the radio while that is on (technical reference manual 29.3.7).
    private func checkESP32(_ vm: VM, _ value: Value) throws(GuestException) {
        guard hardware.facts.port == .esp32 else { return }
        let unit = unit(channel(vm, value))
        // EPERM: after `deinit` there is no handle.
        guard hardware.adcIsOn[unit] else { throw vm.osError(1) }
        if unit == 1, hardware.facts.chip == "esp32", hardware.radio.isActive.contains(true) {
            throw vm.osError(116, "ESP_ERR_TIMEOUT")
        }
    }

    /// The raw reading at full width.
    private func raw(_ vm: VM, _ value: Value) -> Int {
        if hardware.facts.port == .esp8266 && channel(vm, value) == 1 {
            return Int((hardware.circuit.supplyVolts * 1000).rounded())
        }
        return hardware.facts.adc.raw(volts(vm, value), fullScale(channel(vm, value)))
    }

    private func read(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try checkESP32(vm, arguments[0])
        let isESP32 = hardware.facts.port == .esp32
        let surplus = isESP32 ? hardware.facts.adc.bits - hardware.adcWidths[unit(channel(vm, arguments[0]))] : 0
        return try vm.newInt(raw(vm, arguments[0]) >> surplus)
    }

    private func readU16(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try checkESP32(vm, arguments[0])
        if hardware.facts.port == .stm32 && channel(vm, arguments[0]) == Self.referenceSTM32 {
            return Value(smallInt: 0xFFFF)
        }
        let bits = hardware.adcWidths[hardware.facts.port == .esp32 ? unit(channel(vm, arguments[0])) : 0]
        let raw = raw(vm, arguments[0])
        if hardware.facts.port == .esp32 && bits != hardware.facts.adc.bits {
            let narrow = raw >> (hardware.facts.adc.bits - bits)
            return try vm.newInt(narrow << (16 - bits) | narrow >> (2 * bits - 16))
        }
        return try vm.newInt(hardware.facts.adc.u16(raw))
    }

    private func readMicrovolts(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try checkESP32(vm, arguments[0])
        let volts = min(max(volts(vm, arguments[0]), 0), fullScale(channel(vm, arguments[0])))
        // The calibration of ESP-IDF counts in millivolts.
        return try vm.newInt(Int((volts * 1000).rounded()) * 1000)
    }

    private func attenuate(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try setAttenuation(vm, channel(vm, arguments[0]), vm.int(arguments[1]))
        return .none
    }

    private func width(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let bits = try vm.int(arguments[1])
        try MachineADCBlock(hardware: hardware).setWidth(vm, unit(channel(vm, arguments[0])), bits)
        return .none
    }

    private func description(_ vm: VM, _ value: Value) -> String {
        let channel = channel(vm, value)
        switch hardware.facts.port {
        case .rp2: return "<ADC channel=\(channel)>"
        case .stm32: return "<ADC1 channel=\(channel)>"
        case .esp8266: return "ADC(\(channel))"
        case .esp32:
            let number = pin(vm, value).flatMap { hardware.facts.pins[$0].number } ?? 0
            return "ADC(Pin(\(number)), atten=\(hardware.attenuations[channel] ?? 3))"
        }
    }

    // MARK: The table

    private var methods: MethodTable {
        let adc = hardware.facts.adc
        var table: MethodTable = ["read_u16": .fixed(1, readU16)]
        switch hardware.facts.port {
        case .rp2: break
        case .stm32: table = ["deinit": .fixed(1) { _, _ throws(GuestException) in .none }] + table
        case .esp8266: table = table + ["read": .fixed(1, read)]
        case .esp32:
            table =
                [
                    "init": .keywords(1) { vm, arguments throws(GuestException) in
                        try setUpESP32(vm, channel(vm, arguments[0]), arguments.dropFirst())
                        return .none
                    },
                    "deinit": .fixed(1) { vm, arguments throws(GuestException) in
                        hardware.adcIsOn[unit(channel(vm, arguments[0]))] = false
                        return .none
                    },
                    "block": .fixed(1) { vm, arguments throws(GuestException) in
                        MachineADCBlock(hardware: hardware).object(unit(channel(vm, arguments[0])), vm)
                    },
                ] + table + [
                    "read_uv": .fixed(1, readMicrovolts),
                    "atten": .fixed(2, attenuate),
                    "width": .fixed(2, width),
                    "read": .fixed(1, read),
                ]
            table.members += adc.attenuations.map { constant in (constant.name, .int(constant.value)) }
            table.members += adc.widths.map { bits in ("WIDTH_\(bits)BIT", .int(bits)) }
        }
        if hardware.facts.port == .stm32 { table.members.append(("VREF", .int(Self.referenceSTM32))) }
        if hardware.facts.port != .esp8266 {
            table.members += adc.internalChannels.map { constant in (constant.name, .int(constant.channel)) }
        }
        return table
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.adc,
            TypeSlots(
                name: "ADC",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: description(vm, value))
                },
                methods: methods))
    }
}
