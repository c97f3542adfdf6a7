import Fabric
import MicroPython

/// `pyb.Timer`: the STM32's timers (timer.c of ports/stm32, v1.29; RM0090 chapters 17 to 20).
///
/// Not modelled: counting down or to and fro, dead time and breaks; an encoder that runs over calls nobody.
struct PybTimer: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.pybTimer)

    /// A timer that was set up. It counts from 0 to `period`, at `source / (prescaler + 1)`.
    struct Timer {
        var prescaler = 0
        var period = 0
        var callback = Value.none
        var isHard = true
        var start = Instant.zero
        var mode = 0
        var division = 1
        var channels: [Int: Channel] = [:]
        /// What counts in place of the clock.
        var encoder: PybEncoder?
    }

    /// What a channel is for, by the numbers of the port's constants.
    enum ChannelMode: Int {
        case pwm, invertedPWM, timing, active, inactive, toggle, forcedActive, forcedInactive, capture
        case encoderA, encoderB, encoderAB

        /// As the port's constants are called.
        var name: String {
            [
                "PWM", "PWM_INVERTED", "OC_TIMING", "OC_ACTIVE", "OC_INACTIVE", "OC_TOGGLE", "OC_FORCED_ACTIVE",
                "OC_FORCED_INACTIVE", "IC", "ENC_A", "ENC_B", "ENC_AB",
            ][rawValue]
        }
    }

    struct Channel {
        var mode: ChannelMode
        /// By place.
        var pin: Int?
        /// The value that the counter is compared with, or that an edge noted.
        var ticks = 0
        var isActiveLow = false
        var callback = Value.none
        var alarm: EventQueue.Token?
        var subscription: EdgeSubscription?

        var isPWM: Bool { mode == .pwm || mode == .invertedPWM }

        /// Something happens when the counter has its value.
        var wantsMatches: Bool {
            switch mode {
            case .active, .inactive, .toggle: true
            case .pwm, .invertedPWM, .timing: callback != .none
            case .forcedActive, .forcedInactive, .capture, .encoderA, .encoderB, .encoderAB: false
            }
        }
    }

    // MARK: Facts

    /// The chips' data sheets; timers 6 and 7 only count.
    private var numbers: [Int] {
        switch hardware.facts.chip {
        case "stm32f405": Array(1...14)
        case "stm32f411": [1, 2, 3, 4, 5, 9, 10, 11]
        case "stm32l073": [2, 3, 6, 7, 21, 22]
        default: [1, 2, 3, 6, 7, 14, 15, 16, 17]
        }
    }

    /// Timers on APB2 run at twice its clock, the others at twice that of APB1; see `machine.freq`.
    func sourceHertz(_ number: Int) -> Int {
        let hertz = Int(hardware.clock.frequency)
        // The small chips run their buses at the CPU's clock.
        if !hardware.facts.chip.hasPrefix("stm32f4") { return hertz }
        return [1, 8, 9, 10, 11].contains(number) ? hertz : hertz / 2
    }

    /// A rate in Hz, or a timer that runs at one.
    func hertz(_ vm: VM, ofRate rate: Value) throws(GuestException) -> Int {
        guard vm.isObject(rate, of: Self.address) else { return try vm.int(rate) }
        let timer = try timer(vm, rate)
        return sourceHertz(number(vm, rate)) / ((timer.prescaler + 1) * (timer.period + 1))
    }

    private func periodMax(_ number: Int) -> Int { number == 2 || number == 5 ? 0x3FFF_FFFF : 0xFFFF }

    func number(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 0)) }

    func timer(_ vm: VM, _ value: Value) throws(GuestException) -> Timer {
        hardware.state.pybTimers[number(vm, value)] ?? Timer()
    }

    func tickHertz(_ number: Int, _ timer: Timer) -> Int { sourceHertz(number) / (timer.prescaler + 1) }

    // MARK: Making

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, -1, keywords: true)
        let number = try vm.int(arguments[0])
        guard numbers.contains(number) else {
            throw vm.exception(.valueError, "Timer(%d) doesn't exist", .int(number))
        }
        var object: Value
        if let known = hardware.keptObjects["pyb.Timer \(number)"] {
            object = known
        } else {
            // pyb_timer_obj_t: type, id, hard, callback, handle (60 bytes), channels.
            object = try vm.makeObject(Self.address, wordCount: 21)
            vm.setWord(object, 0, UInt32(number))
            vm.retain(object)
            hardware.keptObjects["pyb.Timer \(number)"] = object
        }
        if arguments.count > 1 || arguments.keywordCount > 0 { try setUp(vm, object, arguments.dropFirst()) }
        return object
    }

    private func setUp(_ vm: VM, _ object: Value, _ arguments: Arguments) throws(GuestException) {
        let number = self.number(vm, object)
        var reader = ArgumentReader(vm, arguments)
        func optionalInt(_ value: Value?) throws(GuestException) -> Int? {
            try value.map { value throws(GuestException) in try vm.int(value) }
        }
        let hertz = try reader.keyword("freq")
        let prescaler = try optionalInt(reader.keyword("prescaler"))
        let period = try optionalInt(reader.keyword("period"))
        let tickHertz = try optionalInt(reader.keyword("tick_hz")) ?? 1000
        var timer = Timer()
        timer.mode = try optionalInt(reader.keyword("mode")) ?? 0
        timer.division = try optionalInt(reader.keyword("div")) ?? 1
        let callback = try reader.keyword("callback") ?? .none
        if let dead = try reader.keyword("deadtime") { _ = try vm.int(dead) }
        if let brake = try reader.keyword("brk") { _ = try vm.int(brake) }
        timer.isHard =
            try reader.keyword("hard").map { value throws(GuestException) in try vm.truth(of: value) } ?? true
        try reader.finish()
        if let hertz, hertz != .none {
            try setFrequency(vm, number, &timer, hertz)
        } else if let prescaler, let period {
            timer.prescaler = prescaler & 0xFFFF
            timer.period = period & periodMax(number)
        } else if let period {
            try setPeriod(vm, number, &timer, period, tickHertz)
        } else {
            throw vm.exception(.typeError, "must specify either freq, period, or prescaler and period")
        }
        guard [0, 0x10, 0x20].contains(timer.mode) else {
            throw vm.exception(.valueError, "invalid mode (%d)", .int(timer.mode))
        }
        timer.start = hardware.sync()
        if let old = hardware.state.pybTimers[number] { vm.release(old.callback) }
        hardware.state.pybTimers[number] = timer
        try setCallback(vm, object, callback)
    }

    /// Prescaler and period for a frequency: exact factors first, as the port finds them.
    func setFrequency(_ vm: VM, _ number: Int, _ timer: inout Timer, _ value: Value) throws(GuestException) {
        let source = sourceHertz(number)
        var prescaler = 1
        var period: Int
        if vm.isInteger(value) {
            let hertz = try vm.int(value)
            if hertz <= 0 { throw vm.exception(.valueError, "must have positive freq") }
            period = source / hertz
        } else {
            var hertz = Float(try vm.double(value))
            guard hertz > 0 else { throw vm.exception(.valueError, "must have positive freq") }
            while hertz < 1 && prescaler < 6553 {
                prescaler *= 10
                hertz *= 10
            }
            period = Int(min(Float(source) / hertz, 4e9))
        }
        period = max(1, period)
        let prescalerMax = 0x10000
        while period > periodMax(number) {
            if period % 5 == 0 && prescaler * 5 <= prescalerMax {
                prescaler *= 5
                period /= 5
            } else if period % 3 == 0 && prescaler * 3 <= prescalerMax {
                prescaler *= 3
                period /= 3
            } else if prescaler * 2 <= prescalerMax {
                prescaler *= 2
                period /= 2
            } else if prescaler < prescalerMax {
                period = period * prescaler / prescalerMax
                prescaler = prescalerMax
            } else {
                throw vm.exception(.valueError, "freq too small")
            }
        }
        timer.period = (period - 1) & periodMax(number)
        timer.prescaler = (prescaler - 1) & 0xFFFF
    }

    /// Prescaler and period for a time of `ticks / tickHertz` seconds.
    private func setPeriod(
        _ vm: VM, _ number: Int, _ timer: inout Timer, _ ticks: Int, _ tickHertz: Int
    ) throws(GuestException) {
        guard ticks > 0 && tickHertz > 0 else { throw vm.exception(.valueError, "must have positive freq") }
        var period = sourceHertz(number) * ticks / tickHertz
        var prescaler = 1
        while period > periodMax(number) {
            if prescaler <= 13107 && period % 5 == 0 {
                prescaler *= 5
                period /= 5
            } else if prescaler <= 21845 && period % 3 == 0 {
                prescaler *= 3
                period /= 3
            } else {
                let lowest = period & 1
                prescaler *= 2
                period /= 2
                if period < prescaler { prescaler |= lowest }
                if prescaler > 0x10000 { throw vm.exception(.valueError, "period too large") }
            }
        }
        timer.period = (period - 1) & periodMax(number)
        timer.prescaler = (prescaler - 1) & 0xFFFF
    }

    // MARK: Running

    func length(_ number: Int, _ timer: Timer) -> Picoseconds {
        let ticks = UInt64(timer.period + 1) * UInt64(timer.prescaler + 1)
        return ticks.multipliedFullWidth(by: 1_000_000_000_000).high == 0
            ? ticks * 1_000_000_000_000 / UInt64(max(1, sourceHertz(number)))
            : ticks / UInt64(max(1, sourceHertz(number))) * 1_000_000_000_000
    }

    func setCallback(_ vm: VM, _ object: Value, _ callback: Value) throws(GuestException) {
        let number = number(vm, object)
        guard var timer = hardware.state.pybTimers[number] else { return }
        timer.callback = callback
        hardware.state.pybTimers[number] = timer
        hardware.stopTimer(Hardware.pybTimerBase + number)
        if callback == .none { return }
        hardware.startTimer(
            Hardware.pybTimerBase + number,
            RunningTimer(
                object: object, callback: callback, period: length(number, timer), repeats: true,
                isHard: timer.isHard, complaint: "uncaught exception in Timer(\(number)) interrupt handler",
                started: hardware.sync(), alarm: nil), vm)
    }

    /// Restarts what depends on prescaler and period.
    func changed(_ vm: VM, _ object: Value, _ timer: Timer) throws(GuestException) {
        let number = number(vm, object)
        hardware.state.pybTimers[number] = timer
        try setCallback(vm, object, timer.callback)
        for channel in timer.channels.keys.sorted() { show(number, channel) }
    }

    func show(_ number: Int, _ channel: Int) {
        planMatch(number, channel)
        guard let timer = hardware.state.pybTimers[number], let output = timer.channels[channel], output.isPWM,
            let place = output.pin
        else { return }
        let now = hardware.sync()
        let period = UInt64(timer.period + 1)
        hardware.pins[place].setWaveform(
            PWMSignal(
                tickRate: UInt64(sourceHertz(number)), divisor: UInt64(timer.prescaler + 1), periodTicks: period,
                highTicks: min(UInt64(max(0, output.ticks)), period), start: timer.start,
                isInverted: output.mode == .invertedPWM), at: now)
        hardware.didPlan()
    }

    private func end(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = number(vm, arguments[0])
        hardware.stopTimer(Hardware.pybTimerBase + number)
        if let timer = hardware.state.pybTimers.removeValue(forKey: number) {
            timer.encoder?.stop()
            for channel in timer.channels.values {
                stop(channel, vm)
                if let place = channel.pin { hardware.pins[place].setWaveform(nil, at: hardware.sync()) }
            }
        }
        return .none
    }

    private func counter(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = number(vm, arguments[0])
        guard var timer = hardware.state.pybTimers[number] else { return Value(smallInt: 0) }
        let now = hardware.sync()
        if let value = arguments.optional(1), let encoder = timer.encoder {
            encoder.count = try vm.int(value) & 0xFFFF_FFFF
            return .none
        }
        let hertz = UInt64(max(1, tickHertz(number, timer)))
        if let value = arguments.optional(1) {
            let ticks = UInt64(max(0, try vm.int(value)) % (timer.period + 1))
            let before = ticks * 1_000_000_000_000 / hertz
            timer.start = before <= now.picoseconds ? Instant.zero + (now.picoseconds - before) : .zero
            hardware.state.pybTimers[number] = timer
            for channel in timer.channels.keys.sorted() { show(number, channel) }
            return .none
        }
        return try vm.newInt(count(number, timer, at: now))
    }

    private func frequency(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = number(vm, arguments[0])
        var timer = try timer(vm, arguments[0])
        if let value = arguments.optional(1) {
            try setFrequency(vm, number, &timer, value)
            try changed(vm, arguments[0], timer)
            return .none
        }
        let source = sourceHertz(number)
        let ticks = (timer.prescaler + 1) * (timer.period + 1)
        // A float where it does not divide.
        return source % ticks == 0 ? try vm.newInt(source / ticks) : try vm.newFloat(Double(source) / Double(ticks))
    }

    private func register(
        _ path: WritableKeyPath<Timer, Int> & Sendable, _ mask: @escaping @Sendable (Int) -> Int
    ) -> MethodTable.Member {
        .range(1...2) { vm, arguments throws(GuestException) in
            var timer = try timer(vm, arguments[0])
            guard let value = arguments.optional(1) else { return try vm.newInt(timer[keyPath: path]) }
            timer[keyPath: path] = try vm.int(value) & mask(number(vm, arguments[0]))
            try changed(vm, arguments[0], timer)
            return .none
        }
    }

    private func description(_ vm: VM, _ value: Value) -> String {
        let number = number(vm, value)
        guard let timer = hardware.state.pybTimers[number] else { return "Timer(\(number))" }
        let hertz = tickHertz(number, timer) / (timer.period + 1)
        let mode = timer.mode == 0 ? "UP" : timer.mode == 0x10 ? "DOWN" : "CENTER"
        return "Timer(\(number), freq=\(hertz), prescaler=\(timer.prescaler), period=\(timer.period), mode=\(mode), "
            + "div=\(timer.division))"
    }

    // MARK: The table

    var definition: NativeTypeDefinition {
        let constants: MethodTable = [
            "UP": .int(0), "DOWN": .int(0x10), "CENTER": .int(0x20), "PWM": .int(0), "PWM_INVERTED": .int(1),
            "OC_TIMING": .int(2), "OC_ACTIVE": .int(3), "OC_INACTIVE": .int(4), "OC_TOGGLE": .int(5),
            "OC_FORCED_ACTIVE": .int(6), "OC_FORCED_INACTIVE": .int(7), "IC": .int(8), "ENC_A": .int(9),
            "ENC_B": .int(10), "ENC_AB": .int(11), "HIGH": .int(0), "LOW": .int(2), "RISING": .int(0),
            "FALLING": .int(2), "BOTH": .int(10), "BRK_OFF": .int(0), "BRK_LOW": .int(1), "BRK_HIGH": .int(2),
        ]
        let methods: MethodTable = [
            "init": .keywords(1) { vm, arguments throws(GuestException) in
                try setUp(vm, arguments[0], arguments.dropFirst())
                return .none
            },
            "deinit": .fixed(1, end),
            "channel": .keywords(2, PybTimerChannel(hardware: hardware).make),
            "counter": .range(1...2, counter),
            "source_freq": .fixed(1) { vm, arguments throws(GuestException) in
                try vm.newInt(sourceHertz(number(vm, arguments[0])))
            },
            "freq": .range(1...2, frequency),
            "prescaler": register(\.prescaler) { _ in 0xFFFF },
            "period": register(\.period, periodMax),
            "callback": .fixed(2) { vm, arguments throws(GuestException) in
                try setCallback(vm, arguments[0], arguments[1])
                return .none
            },
        ]
        return NativeTypeDefinition(
            number: MachineTypes.pybTimer,
            TypeSlots(
                name: "Timer",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: description(vm, value))
                },
                methods: methods + constants))
    }
}

extension Hardware {
    /// The numbers of the STM32's hardware timers among the timers.
    static let pybTimerBase = -100
}
