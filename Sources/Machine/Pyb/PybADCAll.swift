import Fabric
import MicroPython

/// `pyb.ADCAll` (adc.c of ports/stm32, v1.29): all channels of the converter by number.
///
/// Not modelled: which pins the mask leaves alone; the chip is at 27 degrees, and a battery at the supply's voltage.
struct PybADCAll: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.pybADCAll)

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 2, keywords: false)
        let bits = try vm.int(arguments[0])
        guard [6, 8, 10, 12].contains(bits) else {
            throw vm.exception(.valueError, "resolution %d not supported", .int(bits))
        }
        if let mask = arguments.optional(1) { _ = try vm.int(mask) }
        // pyb_adc_all_obj_t: type and handle (72 bytes).
        let object = try vm.makeObject(Self.address, wordCount: 18)
        vm.setWord(object, 0, UInt32(bits))
        return object
    }

    /// STM32F405 datasheet 6.3.22 to 6.3.24: 0.76 V at 25 degrees and 2.5 mV per degree; half of the battery; 1.21 V.
    private func volts(_ channel: Int) -> Volts? {
        let isF4 = hardware.facts.chip.hasPrefix("stm32f4")
        switch channel {
        case 16: return 0.765
        case 17: return 1.21
        case 18: return hardware.circuit.supplyVolts / (isF4 ? 4 : 2)
        default:
            guard let place = hardware.facts.pins.firstIndex(where: { $0.adc == channel }) else { return nil }
            return hardware.pins[place].volts(at: hardware.sync())
        }
    }

    private func readChannel(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let channel = try vm.int(arguments[1])
        guard let volts = volts(channel) else {
            throw vm.exception(.valueError, "not a valid ADC Channel: %d", .int(channel))
        }
        let raw = hardware.facts.adc.raw(volts, hardware.facts.adc.volts)
        return try vm.newInt(raw >> (12 - Int(vm.word(arguments[0], 0))))
    }

    var definition: NativeTypeDefinition {
        func constant(_ value: @escaping @Sendable () -> Double) -> MethodTable.Member {
            .fixed(1) { vm, _ throws(GuestException) in try vm.newFloat(value()) }
        }
        return NativeTypeDefinition(
            number: MachineTypes.pybADCAll,
            TypeSlots(
                name: "ADCAll",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                methods: [
                    "read_channel": .fixed(2, readChannel), "read_core_temp": constant { 27 },
                    "read_core_vbat": constant { hardware.circuit.supplyVolts },
                    "read_core_vref": constant { 1.21 }, "read_vref": constant { hardware.circuit.supplyVolts },
                ]))
    }
}
