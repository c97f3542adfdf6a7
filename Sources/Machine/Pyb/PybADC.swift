import Fabric
import MicroPython

/// `pyb.ADC` (adc.c of ports/stm32, v1.29): 12 bits.
///
/// Not modelled: the time of a conversion; that a slow program misses ticks of `read_timed_multi`.
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
        try fill(vm, [arguments[0]], [arguments[1]], hertz: hertz)
        return try vm.newInt(vm.bytes(of: arguments[1]).count)
    }

    /// `read_timed_multi(adcs, buffers, timer)`: several pins at once. Here none is ever late.
    private func readTimedMulti(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let converters = try vm.items(of: arguments[0])
        let buffers = try vm.items(of: arguments[1])
        guard !converters.isEmpty else { throw vm.exception(.valueError, "need at least 1 ADC") }
        guard converters.count == buffers.count else {
            throw vm.exception(.valueError, "length of ADC and buffer lists differ")
        }
        guard converters.allSatisfy({ vm.isObject($0, of: Self.address) }) else {
            throw vm.exception(.typeError, "expecting ADC objects")
        }
        let shape = try vm.requiredBuffer(buffers[0], forWriting: true)
        for buffer in buffers {
            let other = try vm.requiredBuffer(buffer, forWriting: true)
            if other.elementCode != shape.elementCode || other.count != shape.count {
                throw vm.exception(.valueError, "size and type of buffers must match")
            }
        }
        try fill(vm, converters, buffers, hertz: PybTimer(hardware: hardware).hertz(vm, ofRate: arguments[2]))
        return .true
    }

    private func fill(
        _ vm: VM, _ converters: [Value], _ buffers: [Value], hertz: Int
    ) throws(GuestException) {
        let buffer = try vm.requiredBuffer(buffers[0], forWriting: true)
        let code = Character(UnicodeScalar(buffer.elementCode))
        let size = "hH".contains(code) ? 2 : "iIlL".contains(code) ? 4 : 1
        let period = Picoseconds(1_000_000_000_000 / UInt64(max(1, hertz)))
        var next = hardware.sync()
        for start in stride(from: 0, to: buffer.count - size + 1, by: size) {
            next = next + period
            try hardware.wait(vm, until: next, runsCallbacks: false)
            for (converter, target) in zip(converters, buffers) {
                let number = size == 1 ? sample(vm, converter) >> 4 : sample(vm, converter)
                let bytes = try vm.mutableBytes(of: target)
                for index in 0..<size where start + index < bytes.count {
                    bytes[start + index] = UInt8(truncatingIfNeeded: number >> (8 * index))
                }
            }
        }
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
                        .fixed(3, readTimedMulti)),
                ]))
    }
}
