import Fabric
import MicroPython

/// `pin0` to `pin20` of `microbit` (source/microbit/microbitpin.cpp of bbcmicrobit/micropython).
struct MicrobitPinObject: Sendable {
    let hardware: Hardware

    private static let touch = MachineTypes.address(MachineTypes.microbitTouchPin)
    private static let analog = MachineTypes.address(MachineTypes.microbitAnalogPin)
    private static let digital = MachineTypes.address(MachineTypes.microbitDigitalPin)

    private var pins: MicrobitPins { hardware.microbit!.pins }

    /// The object of a pin: its number.
    static func make(_ vm: VM, _ number: Int) -> Value {
        let type = number < 3 ? touch : [3, 4, 10].contains(number) ? analog : digital
        let pin = vm.makeStaticObject(type, wordCount: 1)
        vm.setWord(pin, 0, UInt32(number))
        return pin
    }

    static func number(_ value: Value, _ vm: VM) throws(GuestException) -> Int {
        guard [touch, analog, digital].contains(where: { vm.isObject(value, of: $0) }) else {
            throw vm.exception(.typeError, "expecting a pin")
        }
        return Int(vm.word(value, 0))
    }

    // MARK: Levels

    private func pin(_ number: Int) -> Pin { hardware.pins[pins.place(ofNumber: number)] }

    private func writeDigital(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let (number, level) = (try Self.number(arguments[0], vm), try vm.int(arguments[1]))
        guard level == 0 || level == 1 else { throw vm.exception(.valueError, "value must be 0 or 1") }
        let now = hardware.sync()
        if try pins.take(number, for: .write_digital, at: now, vm) {
            pin(number).setPull(.none, at: now)
            pin(number).setMode(.output, at: now)
        }
        pin(number).write(level == 1, at: now)
        hardware.didPlan()
        return .none
    }

    private func readDigital(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = try Self.number(arguments[0], vm)
        let now = hardware.sync()
        if try pins.take(number, for: .read_digital, at: now, vm) { listen(number, .down, at: now) }
        return Value(smallInt: pin(number).read(at: now) ? 1 : 0)
    }

    private func listen(_ number: Int, _ pull: Pin.Pull, at now: Instant) {
        pin(number).setMode(.input, at: now)
        pin(number).setPull(pull, at: now)
    }

    /// The values of the nRF51's registers (nRF51 reference manual, PIN_CNF).
    private static let pulls: [(value: Int, pull: Pin.Pull)] = [(0, .none), (1, .down), (3, .up)]

    private func setPull(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let (number, value) = (try Self.number(arguments[0], vm), try vm.int(arguments[1]))
        guard let pull = Self.pulls.first(where: { $0.value == value })?.pull else {
            throw vm.exception(.valueError, "invalid pull")
        }
        let now = hardware.sync()
        try pins.take(number, for: .read_digital, at: now, vm)
        listen(number, pull, at: now)
        hardware.didPlan()
        return .none
    }

    private func getPull(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = try Self.number(arguments[0], vm)
        guard [.read_digital, .button].contains(pins.mode(number)) else { throw pins.error(number, vm) }
        // The buttons' pins are set up with the chip's pull-up, beside the board's own resistor.
        if pins.mode(number) == .button { return Value(smallInt: 3) }
        let value = Self.pulls.first { $0.pull == pin(number).pull }?.value ?? 0
        return Value(smallInt: Int32(value))
    }

    // MARK: Analog

    private func writeAnalog(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = try Self.number(arguments[0], vm)
        let value = arguments[1]
        let wanted = vm.isInteger(value) ? Double(try vm.int(value)) : (try vm.double(value) + 0.5).rounded(.towardZero)
        guard wanted >= 0, wanted <= 1023 else {
            throw vm.exception(.valueError, "value must be between 0 and 1023")
        }
        let now = hardware.sync()
        if try pins.take(number, for: .write_analog, at: now, vm) {
            pin(number).setPull(.none, at: now)
            pin(number).setMode(.output, at: now)
        }
        pins.setDuty(number, Int(wanted), at: now)
        if wanted == 0 { pins.free(number) }
        return .none
    }

    private func readAnalog(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = try Self.number(arguments[0], vm)
        let now = hardware.sync()
        try pins.take(number, for: .unused, at: now, vm)
        let pin = pin(number)
        pin.setPull(.none, at: now)
        pin.setMode(.analog, at: now)
        let adc = hardware.facts.adc
        return Value(smallInt: Int32(adc.raw(pin.volts(at: now), adc.volts)))
    }

    private func setPeriod(_ microsecondsEach: Int) -> MethodTable.Member {
        .fixed(2) { vm, arguments throws(GuestException) in
            let length = try vm.int(arguments[1])
            let microseconds = length.multipliedReportingOverflow(by: microsecondsEach)
            guard !microseconds.overflow, pins.setPeriod(microseconds: microseconds.partialValue, at: hardware.sync())
            else { throw vm.exception(.valueError, "invalid period") }
            return .none
        }
    }

    // MARK: Touch

    /// Listens for touches from now on, and looks at what was felt.
    private func touch(_ body: @escaping @Sendable (inout Contact) -> Int, isBool: Bool) -> MethodTable.Member {
        .fixed(1) { vm, arguments throws(GuestException) in
            let number = try Self.number(arguments[0], vm)
            let now = hardware.sync()
            if ![.touch, .button].contains(pins.mode(number)) {
                try pins.take(number, for: .touch, at: now, vm)
                listen(number, .none, at: now)
                hardware.microbit?.plan(after: now)
            }
            let index = Contact.pins.firstIndex(of: number) ?? 0
            let answer = hardware.microbit?.contact(index, body) ?? 0
            return isBool ? Value(answer != 0) : Value(smallInt: Int32(answer))
        }
    }

    // MARK: Types

    private var common: MethodTable {
        [
            "write_digital": .fixed(2, writeDigital), "read_digital": .fixed(1, readDigital),
            "write_analog": .fixed(2, writeAnalog),
            "set_analog_period": setPeriod(1000), "set_analog_period_microseconds": setPeriod(1),
            "get_analog_period_microseconds": .fixed(1) { vm, _ throws(GuestException) in
                try vm.newInt(pins.periodTicks * 16)
            },
            "PULL_UP": .int(3), "PULL_DOWN": .int(1), "NO_PULL": .int(0),
            "get_pull": .fixed(1, getPull), "set_pull": .fixed(2, setPull),
            "get_mode": .fixed(1) { vm, arguments throws(GuestException) in
                try vm.newStr(pins.mode(Self.number(arguments[0], vm)).rawValue)
            },
        ]
    }

    var definitions: [NativeTypeDefinition] {
        let reading: MethodTable = ["read_analog": .fixed(1, readAnalog)]
        let touching: MethodTable = [
            "is_touched": touch({ $0.isHigh ? 0 : 1 }, isBool: true),
            "was_touched": touch({ $0.takeWasPressed() ? 1 : 0 }, isBool: true),
            "get_touches": touch({ $0.takePresses() }, isBool: false),
        ]
        return [
            NativeTypeDefinition(
                number: MachineTypes.microbitTouchPin,
                TypeSlots(name: "MicroBitTouchPin", methods: common + reading + touching), memberName: ""),
            NativeTypeDefinition(
                number: MachineTypes.microbitAnalogPin,
                TypeSlots(name: "MicroBitAnalogDigitalPin", methods: common + reading), memberName: ""),
            NativeTypeDefinition(
                number: MachineTypes.microbitDigitalPin, TypeSlots(name: "MicroBitDigitalPin", methods: common),
                memberName: ""),
        ]
    }
}
