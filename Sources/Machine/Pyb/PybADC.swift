import Fabric
import MicroPython

/// `pyb.ADC` (adc.c of ports/stm32, v1.29): 12 bits.
///
/// Not modelled: the time of a conversion; `read_timed_multi` and `ADCAll`, which say so.
struct PybADC: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.pybADC)

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: false)
        if vm.isInteger(arguments[0]) {
            let channel = try vm.int(arguments[0])
            guard let place = hardware.facts.pins.firstIndex(where: { $0.adc == channel }) else {
                throw vm.exception(.valueError, "not a valid ADC Channel: %d", .int(channel))
            }
            return try object(vm, place)
        }
        let place = try hardware.findPin(arguments[0], vm)
        guard hardware.facts.pins[place].adc != nil else {
            throw vm.exception(
                .valueError, "Pin(%s) doesn't have ADC capabilities", .text(hardware.facts.pins[place].name))
        }
        return try object(vm, place)
    }

    private func object(_ vm: VM, _ place: Int) throws(GuestException) -> Value {
        let now = hardware.sync()
        hardware.takeFromPeripherals(pin: place, at: now)
        hardware.pins[place].setMode(.analog, at: now)
        hardware.pins[place].setPull(.none, at: now)
        hardware.markSetUp(place)
        // pyb_obj_adc_t: type, pin, channel, handle (72 bytes).
        let object = try vm.makeObject(Self.address, wordCount: 20)
        vm.setWord(object, 0, UInt32(place))
        return object
    }

    private func sample(_ vm: VM, _ value: Value) -> Int {
        let volts = hardware.pins[Int(vm.word(value, 0))].volts(at: hardware.sync())
        return hardware.facts.adc.raw(volts, hardware.facts.adc.volts)
    }

    /// `read_timed(buffer, frequency or timer)`: fills a buffer at a rate; bytes get the upper eight bits.
    private func readTimed(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let hertz = try PybTimer(hardware: hardware).hertz(vm, ofRate: arguments[2])
        if hertz <= 0 { throw vm.exception(.valueError, "must have positive freq") }
        let buffer = try vm.requiredBuffer(arguments[1], forWriting: true)
        let code = Character(UnicodeScalar(buffer.elementCode))
        let size = "hH".contains(code) ? 2 : "iIlL".contains(code) ? 4 : 1
        let period = Picoseconds(1_000_000_000_000 / UInt64(hertz))
        var next = hardware.sync()
        for start in stride(from: 0, to: buffer.count - size + 1, by: size) {
            next = next + period
            try hardware.wait(vm, until: next, runsCallbacks: false)
            let number = size == 1 ? sample(vm, arguments[0]) >> 4 : sample(vm, arguments[0])
            let bytes = try vm.mutableBytes(of: arguments[1])
            for index in 0..<size where start + index < bytes.count {
                bytes[start + index] = UInt8(truncatingIfNeeded: number >> (8 * index))
            }
        }
        return try vm.newInt(buffer.count)
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.pybADC,
            TypeSlots(
                name: "ADC",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    let channel = hardware.facts.pins[Int(vm.word(value, 0))].adc ?? 0
                    try printer.write(
                        text: "<ADC on \(hardware.facts.pins[Int(vm.word(value, 0))].name) channel=\(channel)>")
                },
                methods: [
                    "read": .fixed(1) { vm, arguments throws(GuestException) in
                        try vm.newInt(sample(vm, arguments[0]))
                    },
                    "read_timed": .fixed(3, readTimed),
                    "read_timed_multi": .staticMethod(
                        .variable(0) { vm, _ throws(GuestException) in
                            throw hardware.notModelled("pyb.ADC.read_timed_multi", vm)
                        }),
                ]))
    }
}
