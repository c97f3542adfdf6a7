import Fabric
import MicroPython

/// A unit of the pulse counter, as `esp32.PCNT` sets it up: two channels, each with a pin that counts and one that says how.
final class PulseUnit {
    struct Channel {
        var pin: Int?
        var modePin: Int?
        /// 0 leaves the count, 1 adds, 2 subtracts.
        var rising = 0
        var falling = 0
        /// 0 as it is, 1 the other way round, 2 not at all.
        var modeLow = 0
        var modeHigh = 0
        var subscription: EdgeSubscription?
    }

    var channels = [Channel(), Channel()]
    var value = 0
    /// Reaching one makes it 0; where none was set the 16 bits end.
    var minimum = 0
    var maximum = 0
    var isRunning = false

    func stop() {
        for index in channels.indices {
            channels[index].subscription?.cancel()
            channels[index].subscription = nil
        }
    }

    func count(_ channel: Int, isHigh: Bool, modeIsHigh: Bool) {
        guard isRunning else { return }
        let settings = channels[channel]
        let mode = modeIsHigh ? settings.modeHigh : settings.modeLow
        var step = [0, 1, -1][isHigh ? settings.rising : settings.falling]
        if mode == 1 { step = -step }
        if mode == 2 { step = 0 }
        value += step
        let (low, high) = (minimum == 0 ? -32768 : minimum, maximum == 0 ? 32767 : maximum)
        if step != 0 && (value <= low || value >= high) { value = 0 }
    }
}

/// `esp32.PCNT` (esp32_pcnt.c of ports/esp32, v1.29).
///
/// Not modelled: the filter, which changes nothing; interrupts, which say so.
struct PCNTObject: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.pcnt)

    private func unit(_ vm: VM, _ value: Value) -> PulseUnit {
        let number = Int(vm.word(value, 0))
        if let known = hardware.state.pulseUnits[number] { return known }
        let unit = PulseUnit()
        hardware.state.pulseUnits[number] = unit
        return unit
    }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        guard arguments.count > 0 else { throw vm.exception(.typeError, "id") }
        let number = try vm.int(arguments[0])
        // SOC_PCNT_UNITS_PER_GROUP.
        guard (0..<(hardware.facts.chip == "esp32" ? 8 : 4)).contains(number) else {
            throw vm.exception(.valueError, "invalid id")
        }
        let object = try kept(vm, number)
        try setUp(vm, unit(vm, object), arguments.dropFirst())
        return object
    }

    private func kept(_ vm: VM, _ number: Int) throws(GuestException) -> Value {
        if let known = hardware.keptObjects["PCNT \(number)"] { return known }
        // esp32_pcnt_obj_t: type, unit, irq, next.
        let object = try vm.makeObject(Self.address, wordCount: 3)
        for word in 0..<3 { vm.setWord(object, word, 0) }
        vm.setWord(object, 0, UInt32(number))
        vm.retain(object)
        hardware.keptObjects["PCNT \(number)"] = object
        return object
    }

    private func setUp(_ vm: VM, _ unit: PulseUnit, _ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        func number(_ name: StaticString, in range: ClosedRange<Int>, as word: String) throws(GuestException) -> Int? {
            guard let value = try reader.keyword(name) else { return nil }
            let number = try vm.int(value)
            guard range.contains(number) else { throw vm.exception(.valueError, word) }
            return number
        }
        let channel = try number("channel", in: 0...1, as: "channel") ?? 0
        let pin = try reader.keyword("pin")
        let rising = try number("rising", in: 0...2, as: "rising")
        let falling = try number("falling", in: 0...2, as: "falling")
        let modePin = try reader.keyword("mode_pin")
        let low = try number("mode_low", in: 0...2, as: "mode_low")
        let high = try number("mode_high", in: 0...2, as: "mode_high")
        let minimum = try number("min", in: -32768...0, as: "minimum")
        let maximum = try number("max", in: 0...32767, as: "maximum")
        _ = try number("filter", in: 0...1023, as: "filter")
        let first = try number("threshold0", in: -32768...32767, as: "threshold0")
        let second = try number("threshold1", in: -32768...32767, as: "threshold1")
        let value = try number("value", in: 0...0, as: "value")
        try reader.finish()
        if pin != nil || modePin != nil {
            guard let pin else { throw vm.exception(.valueError, "pin") }
            try setPins(vm, unit, channel, pin, modePin ?? .none)
        }
        if rising != nil || falling != nil || low != nil || high != nil {
            unit.channels[channel].rising = rising ?? 0
            unit.channels[channel].falling = falling ?? 0
            unit.channels[channel].modeLow = low ?? 0
            unit.channels[channel].modeHigh = high ?? 0
        }
        if let minimum { unit.minimum = minimum }
        if let maximum { unit.maximum = maximum }
        if [minimum, maximum, first, second, value].contains(where: { $0 != nil }) { unit.value = 0 }
    }

    private func setPins(
        _ vm: VM, _ unit: PulseUnit, _ channel: Int, _ pin: Value, _ modePin: Value
    ) throws(GuestException) {
        unit.channels[channel].subscription?.cancel()
        unit.channels[channel].subscription = nil
        let place = pin == .none ? nil : try hardware.findPin(pin, vm)
        let mode = modePin == .none ? nil : try hardware.findPin(modePin, vm)
        unit.channels[channel].pin = place
        unit.channels[channel].modePin = mode
        guard let place else { return }
        let hardware = hardware
        unit.channels[channel].subscription = hardware.pins[place].net.observeEdges(at: hardware.sync()) {
            [unowned unit] level, instant in
            // An input that nothing is routed to is high (ESP32 technical reference manual 4.2.2).
            let modeIsHigh = mode.map { hardware.pins[$0].net.level(at: instant).isHigh } ?? true
            unit.count(channel, isHigh: level.isHigh, modeIsHigh: modeIsHigh)
        }
        hardware.didPlan()
    }

    private func value(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        if let new = arguments.optional(1), try vm.int(new) != 0 { throw vm.exception(.valueError, "value") }
        hardware.sync()
        let unit = unit(vm, arguments[0])
        let count = unit.value
        if arguments.count == 2 { unit.value = 0 }
        return try vm.newInt(count)
    }

    private func run(_ isRunning: Bool) -> MethodTable.Member {
        .fixed(1) { vm, arguments throws(GuestException) in
            hardware.sync()
            unit(vm, arguments[0]).isRunning = isRunning
            return .none
        }
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.pcnt,
            TypeSlots(
                name: "PCNT",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: "PCNT(\(vm.word(value, 0)))")
                },
                methods: [
                    "init": .keywords(1) { vm, arguments throws(GuestException) in
                        try setUp(vm, unit(vm, arguments[0]), arguments.dropFirst())
                        return .none
                    },
                    "value": .range(1...2, value), "start": run(true), "stop": run(false),
                    "deinit": .fixed(1) { vm, arguments throws(GuestException) in
                        hardware.state.pulseUnits.removeValue(forKey: Int(vm.word(arguments[0], 0)))?.stop()
                        return .none
                    },
                    "irq": .keywords(1) { vm, _ throws(GuestException) in
                        throw hardware.notModelled("esp32.PCNT.irq", vm)
                    },
                    "IGNORE": .int(0), "INCREMENT": .int(1), "DECREMENT": .int(2), "NORMAL": .int(0),
                    "REVERSE": .int(1), "HOLD": .int(2), "IRQ_THRESHOLD1": .int(4), "IRQ_THRESHOLD0": .int(8),
                    "IRQ_MIN": .int(16), "IRQ_MAX": .int(32), "IRQ_ZERO": .int(64),
                ]))
    }
}
