import Fabric
import MicroPython

/// `pyb.LED` (led.c of ports/stm32, v1.29).
struct PybLED: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.led)

    /// The board's LEDs in the order of their numbers, by place: MICROPY_HW_LED1 to 4.
    private var places: [Int] {
        let names = hardware.facts.boardNames
        func place(_ name: String) -> Int? { names.first { $0.name == name }?.pin }
        let four = ["LED_RED", "LED_GREEN", "LED_YELLOW", "LED_BLUE"].compactMap(place)
        if four.count == 4 { return four }
        return [place("LED_GREEN") ?? place("LED")].compactMap { $0 }
    }

    /// Those that tell of an error, red and green; one LED alone is both.
    var errorPlaces: [Int] { Array(places.prefix(2)) }

    /// Those whose brightness a timer sets: MICROPY_HW_LED3_PWM and MICROPY_HW_LED4_PWM of the pyboard.
    private func canFade(_ number: Int) -> Bool { places.count == 4 && number >= 3 }

    /// LED_PWM_TIM_PERIOD: microseconds.
    private static let periodTicks: UInt64 = 10_000

    private func number(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 0)) }
    private func place(_ vm: VM, _ value: Value) -> Int { places[number(vm, value) - 1] }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: false)
        let number = try vm.int(arguments[0])
        guard (1...max(1, places.count)).contains(number), !places.isEmpty else {
            throw vm.exception(.valueError, "LED(%d) doesn't exist", .int(number))
        }
        let place = places[number - 1]
        if !hardware.isSetUp(place) {
            // The firmware has set them up before it runs the program.
            hardware.markSetUp(place)
            hardware.pins[place].setMode(.output, at: hardware.sync())
            hardware.didPlan()
        }
        return hardware.keptObject("LED", number) {
            let object = vm.makeStaticObject(Self.address, wordCount: 1)
            vm.setWord(object, 0, UInt32(number))
            return object
        }
    }

    private func set(_ vm: VM, _ value: Value, _ isOn: Bool) -> Value {
        let now = hardware.sync()
        let pin = hardware.pins[place(vm, value)]
        pin.write(isOn, at: now)
        pin.setWaveform(nil, at: now)
        hardware.didPlan()
        return .none
    }

    private func toggle(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pin = hardware.pins[place(vm, arguments[0])]
        return set(vm, arguments[0], pin.waveform == nil && !pin.latch)
    }

    private func intensity(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pin = hardware.pins[place(vm, arguments[0])]
        guard let value = arguments.optional(1) else {
            guard let waveform = pin.waveform else { return Value(smallInt: pin.latch ? 255 : 0) }
            let ticks = waveform.highTicks
            return Value(smallInt: Int32(min(255, (ticks * 255 + Self.periodTicks - 2) / (Self.periodTicks - 1))))
        }
        let level = try vm.int(value)
        guard level > 0 && level < 255 && canFade(number(vm, arguments[0])) else {
            return set(vm, arguments[0], level > 0)
        }
        let now = hardware.sync()
        let ticks = UInt64(level) * (Self.periodTicks - 1) / 255
        pin.setWaveform(
            PWMSignal(tickRate: 1_000_000, periodTicks: Self.periodTicks, highTicks: ticks, start: now), at: now)
        hardware.didPlan()
        return .none
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.led,
            TypeSlots(
                name: "LED",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: "LED(\(number(vm, value)))")
                },
                methods: [
                    "on": .fixed(1) { vm, arguments throws(GuestException) in set(vm, arguments[0], true) },
                    "off": .fixed(1) { vm, arguments throws(GuestException) in set(vm, arguments[0], false) },
                    "toggle": .fixed(1, toggle),
                    "intensity": .range(1...2, intensity),
                ]))
    }
}
