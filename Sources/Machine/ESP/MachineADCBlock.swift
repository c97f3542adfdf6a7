import MicroPython

/// `machine.ADCBlock`: a converter of the ESP32 with its channels (extmod/machine_adc_block.c, machine_adc_block.c of ports/esp32; v1.29).
struct MachineADCBlock: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.adcBlock)

    /// Of the first converter: what follows in the profile's numbering belongs to the second.
    private var firstUnitChannels: Int { hardware.facts.chip == "esp32c3" ? 5 : 10 }

    /// Which converter a channel of the profile belongs to, and its number there.
    func unit(ofChannel channel: Int) -> (unit: Int, channel: Int) {
        channel < firstUnitChannels ? (0, channel) : (1, channel - firstUnitChannels)
    }

    /// A converter's object: it lies in static memory.
    func object(_ unit: Int, _ vm: VM) -> Value {
        hardware.keptObject("ADCBlock", unit) {
            let object = vm.makeStaticObject(Self.address, wordCount: 1)
            vm.setWord(object, 0, UInt32(unit))
            return object
        }
    }

    func setWidth(_ vm: VM, _ unit: Int, _ bits: Int) throws(GuestException) {
        guard hardware.facts.adc.widths.contains(bits) else { throw vm.exception(.valueError, "invalid bit-width") }
        hardware.adcWidths[unit] = bits
    }

    /// `bits` has no default that would do: it is -1, and that is no width.
    private func setUp(_ vm: VM, _ unit: Int, _ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let bits = try reader.keyword("bits").map { value throws(GuestException) in try vm.int(value) } ?? -1
        try reader.finish()
        try setWidth(vm, unit, bits)
    }

    /// `ADCBlock(id, *, bits)`. The numbers are those of ESP-IDF's units, which begin at 0.
    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, -1, keywords: true)
        let unit = try vm.int(arguments[0])
        guard (0...1).contains(unit) else { throw vm.exception(.valueError, "invalid block id") }
        try setUp(vm, unit, arguments.dropFirst())
        return object(unit, vm)
    }

    /// `connect(channel)`, `connect(source)` or `connect(channel, source)`.
    private func connect(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let block = Int(vm.word(arguments[0], 0))
        guard arguments.count <= 3 else { throw vm.exception(.typeError, "too many positional args") }
        var channel: Int?
        var place: Int?
        if arguments.count == 3 || vm.isInteger(arguments[1]) { channel = try vm.int(arguments[1]) }
        if arguments.count == 3 || channel == nil {
            place = try hardware.findPin(arguments[arguments.count - 1], vm)
        }
        let found = hardware.facts.pins.indices.first { index in
            guard let number = hardware.facts.pins[index].adc else { return false }
            let (unit, own) = unit(ofChannel: number)
            return unit == block && (channel == nil || channel == own) && (place == nil || place == index)
        }
        guard let found, let number = hardware.facts.pins[found].adc else {
            throw vm.exception(.valueError, "no matching ADC")
        }
        return try MachineADC(hardware: hardware).connectESP32(
            vm, number, at: found, arguments.dropFirst(arguments.count))
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.adcBlock,
            TypeSlots(
                name: "ADCBlock",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    let unit = Int(vm.word(value, 0))
                    try printer.write(text: "ADCBlock(\(unit), bits=\(hardware.adcWidths[unit]))")
                },
                methods: [
                    "init": .keywords(1) { vm, arguments throws(GuestException) in
                        try setUp(vm, Int(vm.word(arguments[0], 0)), arguments.dropFirst())
                        return .none
                    },
                    "connect": .keywords(2, connect),
                ]))
    }
}
