import Fabric
import MicroPython

/// `pyb.ExtInt`: interrupts by line, which is the pin's number in its port (extint.c of ports/stm32, v1.29).
///
/// Not modelled: lines 16 and up, which belong to the RTC and USB; events without interrupts; `regs`.
struct PybExtInt: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.externalInterrupt)

    // An object's words: line, place of the pin, mode, callback.
    private func line(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 0)) }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let source = try reader.required("pin")
        let mode = try vm.int(reader.required("mode"))
        let pull = try vm.int(reader.required("pull"))
        let callback = try reader.required("callback")
        try reader.finish()
        if vm.isInteger(source) {
            let line = try vm.int(source)
            if line < 16 {
                throw vm.exception(.valueError, "ExtInt vector %d < 16, use a Pin object", .int(line))
            }
            throw hardware.notModelled("pyb.ExtInt(\(line))", vm)
        }
        let place = try hardware.findPin(source, vm)
        let line = Int(hardware.facts.pins[place].name.dropFirst()) ?? 0
        guard mode & ~0x33_0000 == 0, [0x11, 0x21, 0x31, 0x12, 0x22, 0x32].contains(mode >> 16) else {
            throw vm.exception(.valueError, "invalid ExtInt Mode: %d", .int(mode))
        }
        guard (0...2).contains(pull) else { throw vm.exception(.valueError, "invalid ExtInt Pull: %d", .int(pull)) }
        if callback != .none, hardware.state.externalLines[line] != nil {
            throw vm.exception(.valueError, "ExtInt vector %d is already in use", .int(line))
        }
        let object = try vm.makeObject(Self.address, wordCount: 4)
        vm.setWord(object, 0, UInt32(line))
        vm.setWord(object, 1, UInt32(place) << 1 | 1)
        vm.setWord(object, 2, UInt32(mode) | 1)
        vm.setWord(object, 3, callback.bits)
        if callback == .none {
            if let old = hardware.state.externalLines.removeValue(forKey: line) { hardware.clearInterrupt(pin: old) }
            return object
        }
        let now = hardware.sync()
        hardware.markSetUp(place)
        hardware.pins[place].setMode(.input, at: now)
        hardware.pins[place].setPull(pull == 1 ? .up : pull == 2 ? .down : .none, at: now)
        hardware.state.externalLines[line] = place
        arm(vm, object)
        return object
    }

    private func arm(_ vm: VM, _ object: Value) {
        let mode = Int(vm.word(object, 2) & ~1)
        // An event alone calls nobody.
        if mode & 0x2_0000 != 0 { return }
        hardware.setInterrupt(
            pin: Int(vm.word(object, 1) >> 1), handler: object, trigger: mode, isHard: true, vm)
    }

    private func trigger(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let place = Int(vm.word(arguments[0], 1) >> 1)
        // A line that is off asks for nothing.
        guard hardware.interrupts[place] != nil else { return .none }
        hardware.deliver(
            InterruptCall(
                handler: arguments[0], argument: hardware.pinObject(place, vm), isHard: true, source: .pin(place),
                complaint: hardware.complaint(ofPin: place)),
            after: hardware.sync())
        return .none
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.externalInterrupt,
            TypeSlots(
                name: "ExtInt",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: "<ExtInt line=\(line(vm, value))>")
                },
                // The interrupt calls the object, and this the callback, with the line.
                call: { vm, value, _ throws(GuestException) in
                    try vm.call(vm.value(value, 3), [Value(smallInt: Int32(line(vm, value)))])
                },
                methods: [
                    "line": .fixed(1) { vm, arguments throws(GuestException) in
                        Value(smallInt: Int32(line(vm, arguments[0])))
                    },
                    "enable": .fixed(1) { vm, arguments throws(GuestException) in
                        arm(vm, arguments[0])
                        return .none
                    },
                    "disable": .fixed(1) { vm, arguments throws(GuestException) in
                        hardware.clearInterrupt(pin: Int(vm.word(arguments[0], 1) >> 1))
                        return .none
                    },
                    "swint": .fixed(1, trigger),
                    // GPIO_MODE_IT_* and GPIO_MODE_EVT_* of the HAL.
                    "IRQ_RISING": .int(0x11_0000), "IRQ_FALLING": .int(0x21_0000),
                    "IRQ_RISING_FALLING": .int(0x31_0000), "EVT_RISING": .int(0x12_0000),
                    "EVT_FALLING": .int(0x22_0000), "EVT_RISING_FALLING": .int(0x32_0000),
                ]))
    }
}
