import Fabric
import MicroPython

/// `pyb.Timer.channel` (timer.c of ports/stm32, v1.29).
///
/// Not modelled: which channel of the timer a pin belongs to: any pin of the timer's is taken.
struct PybTimerChannel: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.pybTimerChannel)

    private var timers: PybTimer { PybTimer(hardware: hardware) }

    // An object's words: the timer's number, the channel, the timer's object.
    private func key(_ vm: VM, _ value: Value) -> (timer: Int, channel: Int) {
        (Int(vm.word(value, 0)), Int(vm.word(value, 1)))
    }

    /// `timer.channel(number, mode, *, callback, pin, pulse_width, pulse_width_percent, pulse_width_us, pulse_width_ns, polarity)`.
    func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = timers.number(vm, arguments[0])
        let index = try vm.int(arguments[1])
        guard (1...4).contains(index) else { throw vm.exception(.valueError, "invalid channel (%d)", .int(index)) }
        let rest = arguments.dropFirst(2)
        let name = "pyb.TimerChannel \(number) \(index)"
        if rest.count == 0 && rest.keywordCount == 0 { return hardware.keptObjects[name] ?? .none }
        var reader = ArgumentReader(vm, rest)
        let mode = try vm.int(reader.required("mode"))
        let callback = try reader.keyword("callback") ?? .none
        let pin = try reader.keyword("pin") ?? .none
        let ticks = try reader.keyword("pulse_width")
        let percent = try reader.keyword("pulse_width_percent")
        let microseconds = try reader.keyword("pulse_width_us")
        let nanoseconds = try reader.keyword("pulse_width_ns")
        let compare = try reader.keyword("compare").map { value throws(GuestException) in try vm.int(value) } ?? 0
        let polarity = try reader.keyword("polarity").map { value throws(GuestException) in try vm.int(value) } ?? 0
        try reader.finish()
        guard let mode = PybTimer.ChannelMode(rawValue: mode) else {
            throw vm.exception(.valueError, "invalid mode (%d)", .int(mode))
        }
        let object = try vm.makeObject(Self.address, wordCount: 5)
        vm.setWord(object, 0, UInt32(number))
        vm.setWord(object, 1, UInt32(index))
        vm.setWord(object, 2, arguments[0].bits)
        vm.retain(object)
        if let old = hardware.keptObjects[name] { vm.release(old) }
        hardware.keptObjects[name] = object
        var channel = PybTimer.Channel(mode: mode)
        if pin != .none { channel.pin = try take(vm, pin, for: number) }
        if let old = hardware.state.pybTimers[number]?.channels[index] { timers.stop(old, vm) }
        hardware.state.pybTimers[number, default: PybTimer.Timer()].channels[index] = channel
        if channel.isPWM {
            if let percent, percent != .none {
                try setPercent(vm, number, index, percent)
            } else if let microseconds, microseconds != .none {
                try setTime(vm, number, index, microseconds, perSecond: 1_000_000)
            } else if let nanoseconds, nanoseconds != .none {
                try setTime(vm, number, index, nanoseconds, perSecond: 1_000_000_000)
            } else {
                set(number, index, try ticks.map { value throws(GuestException) in try vm.int(value) } ?? 0)
            }
            if let place = channel.pin { hardware.pins[place].setMode(.output, at: hardware.sync()) }
        } else {
            try start(vm, number, index, compare: compare, polarity: polarity)
        }
        timers.setCallback(vm, number, index, callback)
        return object
    }

    /// The pin's multiplexer leads to the timer, if it can (pin_find_af).
    private func take(_ vm: VM, _ pin: Value, for number: Int) throws(GuestException) -> Int {
        let place = try hardware.findPin(pin, vm)
        let facts = hardware.facts.pins[place]
        guard facts.alternates.contains(where: { $0.hasSuffix("_TIM\(number)") }) else {
            throw vm.exception(
                .valueError, "Pin(%s) doesn't have an alt for Timer(%d)", .text(facts.name), .int(number))
        }
        let now = hardware.sync()
        hardware.takeFromPeripherals(pin: place, at: now)
        hardware.markSetUp(place)
        return place
    }

    /// Compare, capture and encoder channels.
    private func start(
        _ vm: VM, _ number: Int, _ index: Int, compare: Int, polarity: Int
    ) throws(GuestException) {
        guard let channel = hardware.state.pybTimers[number]?.channels[index] else { return }
        let isInput = channel.mode.rawValue >= PybTimer.ChannelMode.capture.rawValue
        // TIM_OCPOLARITY and TIM_ICPOLARITY of the HAL.
        guard (isInput ? [0, 2, 10] : [0, 2]).contains(polarity) else {
            throw vm.exception(.valueError, "invalid polarity (%d)", .int(polarity))
        }
        if channel.mode.rawValue > PybTimer.ChannelMode.capture.rawValue, ![1, 2, 3, 4, 5, 8].contains(number) {
            throw vm.exception(.valueError, "encoder not supported on timer %d", .int(number))
        }
        let now = hardware.sync()
        if isInput {
            if let place = channel.pin { hardware.pins[place].setMode(.input, at: now) }
        } else {
            hardware.state.pybTimers[number]?.channels[index]?.isActiveLow = polarity == 2
            if let place = channel.pin {
                let isActive = channel.mode == .forcedActive
                hardware.pins[place].setMode(.output, at: now)
                hardware.pins[place].write(isActive != (polarity == 2), at: now)
            }
            set(number, index, compare)
        }
        switch channel.mode {
        case .capture: timers.startCapture(number, index, rising: polarity != 2, falling: polarity != 0)
        case .encoderA, .encoderB, .encoderAB: timers.startEncoder(number, channel.mode)
        default: hardware.didPlan()
        }
    }

    private func set(_ number: Int, _ channel: Int, _ ticks: Int) {
        hardware.state.pybTimers[number]?.channels[channel]?.ticks = ticks
        timers.show(number, channel)
    }

    private func period(_ number: Int) -> Int { (hardware.state.pybTimers[number]?.period ?? 0) + 1 }

    /// compute_pwm_value_from_percent.
    private func setPercent(_ vm: VM, _ number: Int, _ channel: Int, _ value: Value) throws(GuestException) {
        let period = period(number)
        if vm.isInteger(value) {
            let percent = min(100, max(0, try vm.int(value)))
            return set(number, channel, percent * period / 100)
        }
        let percent = Float(try vm.double(value))
        set(number, channel, percent > 0 ? Int(min(percent, 100) / 100 * Float(period)) : 0)
    }

    private func setTime(
        _ vm: VM, _ number: Int, _ channel: Int, _ value: Value, perSecond: Int
    ) throws(GuestException) {
        let prescaler = (hardware.state.pybTimers[number]?.prescaler ?? 0) + 1
        let hertz = Double(timers.sourceHertz(number) / prescaler)
        set(number, channel, Int(min(Double(period(number)), max(0, try vm.double(value) * hertz / Double(perSecond)))))
    }

    private func ticks(_ vm: VM, _ value: Value) -> Int {
        let key = key(vm, value)
        return hardware.state.pybTimers[key.timer]?.channels[key.channel]?.ticks ?? 0
    }

    private func time(perSecond: Int) -> MethodTable.Member {
        .range(1...2) { vm, arguments throws(GuestException) in
            let key = key(vm, arguments[0])
            guard let value = arguments.optional(1) else {
                let prescaler = (hardware.state.pybTimers[key.timer]?.prescaler ?? 0) + 1
                let hertz = max(1, timers.sourceHertz(key.timer) / prescaler)
                return try vm.newInt(ticks(vm, arguments[0]) * perSecond / hertz)
            }
            try setTime(vm, key.timer, key.channel, value, perSecond: perSecond)
            return .none
        }
    }

    /// The channel's only register has three names.
    private var register: MethodTable.Member {
        .range(1...2) { vm, arguments throws(GuestException) in
            guard let value = arguments.optional(1) else { return try vm.newInt(ticks(vm, arguments[0])) }
            let key = key(vm, arguments[0])
            set(key.timer, key.channel, try vm.int(value))
            return .none
        }
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.pybTimerChannel,
            TypeSlots(
                name: "TimerChannel",
                print: { vm, value, printer, _ throws(GuestException) in
                    let key = key(vm, value)
                    let mode = hardware.state.pybTimers[key.timer]?.channels[key.channel]?.mode ?? .pwm
                    try printer.write(
                        text: "TimerChannel(timer=\(key.timer), channel=\(key.channel), mode=\(mode.name))")
                },
                methods: [
                    "callback": .fixed(2) { vm, arguments throws(GuestException) in
                        let key = key(vm, arguments[0])
                        timers.setCallback(vm, key.timer, key.channel, arguments[1])
                        return .none
                    },
                    "pulse_width": register, "capture": register, "compare": register,
                    "pulse_width_percent": .range(1...2) { vm, arguments throws(GuestException) in
                        let key = key(vm, arguments[0])
                        guard let value = arguments.optional(1) else {
                            let percent = Double(ticks(vm, arguments[0])) * 100 / Double(period(key.timer))
                            return try vm.newFloat(min(100, percent))
                        }
                        try setPercent(vm, key.timer, key.channel, value)
                        return .none
                    },
                    "pulse_width_us": time(perSecond: 1_000_000),
                    "pulse_width_ns": time(perSecond: 1_000_000_000),
                ]), memberName: "")
    }
}
