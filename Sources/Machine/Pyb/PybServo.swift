import Fabric
import MicroPython

/// `pyb.Servo`: pulses every 20 ms on X1 to X4, in steps of 10 microseconds (servo.c of ports/stm32, v1.29).
struct PybServo: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.servo)
    private static let period: Picoseconds = .milliseconds(20)

    /// A servo; pulses in tens of microseconds.
    struct Servo {
        var shortest = 64
        var longest = 242
        var center = 150
        var quarterTurn = 97
        var fullSpeed = 70
        var pulse = 150
        var target = 0
        /// Periods until the target is reached, and what was left over of the steps.
        var periodsLeft = 0
        var remainder = 0
        var isMoving = false
    }

    /// Whether the board has the pins: PA0 to PA3.
    static func isThere(_ facts: MachineFacts) -> Bool { facts.boardNames.contains { $0.name == "X4" } }

    private func number(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 0)) }
    private func servo(_ number: Int) -> Servo { hardware.state.servos[number] ?? Servo() }

    private func pin(_ number: Int) -> Pin? {
        let place = hardware.facts.boardNames.first { $0.name == "X\(number)" }?.pin
        return place.map { hardware.pins[$0] }
    }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: false)
        let number = try vm.int(arguments[0])
        guard (1...4).contains(number) else {
            throw vm.exception(.valueError, "Servo(%d) doesn't exist", .int(number))
        }
        var servo = servo(number)
        servo.target = servo.pulse
        servo.periodsLeft = 0
        hardware.state.servos[number] = servo
        if let place = hardware.facts.boardNames.first(where: { $0.name == "X\(number)" })?.pin {
            let now = hardware.sync()
            hardware.takeFromPeripherals(pin: place, at: now)
            hardware.markSetUp(place)
            show(number)
            hardware.pins[place].setMode(.output, at: now)
        }
        return hardware.keptObject("Servo", number) {
            let object = vm.makeStaticObject(Self.address, wordCount: 1)
            vm.setWord(object, 0, UInt32(number))
            return object
        }
    }

    /// A timer of 100 kHz, whose period is 2000 ticks.
    private func show(_ number: Int) {
        let now = hardware.sync()
        pin(number)?.setWaveform(
            PWMSignal(tickRate: 100_000, periodTicks: 2000, highTicks: UInt64(max(0, servo(number).pulse)), start: now),
            at: now)
        hardware.didPlan()
    }

    // MARK: Moving

    /// Goes to a pulse, at once or over some periods.
    private func go(_ number: Int, to pulse: Int, milliseconds: Int = 0) {
        var servo = servo(number)
        servo.target = min(max(pulse, servo.shortest), servo.longest)
        servo.periodsLeft = milliseconds / 20
        servo.remainder = 0
        hardware.state.servos[number] = servo
        if !servo.isMoving { step(number) }
    }

    /// The timer's update: one step of a movement.
    private func step(_ number: Int) {
        var servo = servo(number)
        defer { hardware.state.servos[number] = servo }
        servo.isMoving = false
        guard servo.pulse != servo.target else { return }
        if servo.periodsLeft <= 1 {
            servo.pulse = servo.target
            servo.periodsLeft = 0
        } else {
            servo.remainder += servo.target - servo.pulse
            servo.pulse += servo.remainder / servo.periodsLeft
            servo.remainder %= servo.periodsLeft
            servo.periodsLeft -= 1
            servo.isMoving = true
        }
        hardware.state.servos[number] = servo
        show(number)
        guard servo.isMoving else { return }
        let generation = hardware.generation
        hardware.circuit.events.schedule(at: hardware.sync() + Self.period) { [hardware] _ in
            if hardware.generation == generation { step(number) }
        }
        hardware.didPlan()
    }

    // MARK: Methods

    private func pulseWidth(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = number(vm, arguments[0])
        guard let width = arguments.optional(1) else { return try vm.newInt(10 * servo(number).pulse) }
        go(number, to: try vm.int(width) / 10)
        return .none
    }

    private func calibration(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = number(vm, arguments[0])
        var servo = servo(number)
        if arguments.count == 1 {
            var items: [Value] = []
            for pulse in [
                servo.shortest, servo.longest, servo.center, servo.center + servo.quarterTurn,
                servo.center + servo.fullSpeed,
            ] { items.append(try vm.newInt(10 * pulse)) }
            return try vm.newTuple(items)
        }
        guard arguments.count == 4 || arguments.count == 6 else {
            throw vm.exception(
                .typeError, "calibration expecting 1, 4 or 6 arguments, got %d", .int(arguments.count))
        }
        // They are kept in bytes.
        func pulse(_ index: Int) throws(GuestException) -> Int { try vm.int(arguments[index]) / 10 & 0xFF }
        servo.shortest = try pulse(1)
        servo.longest = try pulse(2)
        servo.center = try pulse(3)
        if arguments.count == 6 {
            servo.quarterTurn = (try vm.int(arguments[4]) / 10 - servo.center) & 0xFF
            servo.fullSpeed = (try vm.int(arguments[5]) / 10 - servo.center) & 0xFF
        }
        hardware.state.servos[number] = servo
        return .none
    }

    /// `angle` and `speed`: degrees of 90, percent of 100.
    private func place(
        _ vm: VM, _ arguments: Arguments, _ scale: KeyPath<Servo, Int>, of full: Int
    ) throws(GuestException) -> Value {
        let number = number(vm, arguments[0])
        let servo = servo(number)
        guard let value = arguments.optional(1) else {
            return try vm.newInt((servo.pulse - servo.center) * full / max(1, servo[keyPath: scale]))
        }
        let offset = Double(servo[keyPath: scale]) * (try vm.double(value)) / Double(full)
        guard offset.isFinite, abs(offset) < 32768 else { throw vm.exception(.valueError) }
        let milliseconds = try arguments.optional(2).map { value throws(GuestException) in try vm.int(value) } ?? 0
        go(number, to: servo.center + Int(offset), milliseconds: max(0, milliseconds))
        return .none
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.servo,
            TypeSlots(
                name: "Servo",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    let number = number(vm, value)
                    try printer.write(text: "<Servo \(number) at \(10 * servo(number).pulse)us>")
                },
                methods: [
                    "pulse_width": .range(1...2, pulseWidth),
                    "calibration": .range(1...6, calibration),
                    "angle": .range(1...3) { vm, arguments throws(GuestException) in
                        try place(vm, arguments, \.quarterTurn, of: 90)
                    },
                    "speed": .range(1...3) { vm, arguments throws(GuestException) in
                        try place(vm, arguments, \.fullSpeed, of: 100)
                    },
                ]))
    }
}
