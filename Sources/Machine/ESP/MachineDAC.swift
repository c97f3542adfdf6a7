import Fabric
import MicroPython

/// `machine.DAC` of the ESP32 (machine_dac.c of ports/esp32, v1.29): 8 bits, from ground to the supply, on GPIO 25 and 26.
///
/// Not modelled: that the output does not quite reach ground and the supply.
struct MachineDAC: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.dac)
    private static let gpios = [25, 26]
    /// What the converter's buffer drives through: an estimate.
    private static let outputOhms: Ohms = 50

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: true)
        let place = try hardware.findPin(arguments[0], vm)
        guard let gpio = hardware.facts.pins[place].number, Self.gpios.contains(gpio) else {
            throw vm.exception(.valueError, "invalid Pin for DAC")
        }
        let object = hardware.keptObject("DAC", gpio) {
            let object = vm.makeStaticObject(Self.address, wordCount: 1)
            vm.setWord(object, 0, UInt32(place))
            return object
        }
        let now = hardware.sync()
        hardware.takeFromPeripherals(pin: place, at: now)
        hardware.pins[place].setMode(.analog, at: now)
        hardware.pins[place].setPull(.none, at: now)
        hardware.markSetUp(place)
        show(0, at: place)
        return object
    }

    private func show(_ value: Int, at place: Int) {
        let volts = hardware.circuit.supplyVolts * Volts(value) / 255
        hardware.pins[place].setAnalog(.voltage(volts, Self.outputOhms), at: hardware.sync())
        hardware.didPlan()
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.dac,
            TypeSlots(
                name: "DAC",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    let gpio = hardware.facts.pins[Int(vm.word(value, 0))].number ?? 0
                    try printer.write(text: "DAC(Pin(\(gpio)))")
                },
                methods: [
                    "write": .fixed(2) { vm, arguments throws(GuestException) in
                        let value = try vm.int(arguments[1])
                        guard (0...255).contains(value) else { throw vm.exception(.valueError, "value out of range") }
                        show(value, at: Int(vm.word(arguments[0], 0)))
                        return .none
                    }
                ]))
    }
}
