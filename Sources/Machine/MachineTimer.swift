import Fabric
import MicroPython

/// `machine.Timer` (extmod/machine_timer.c for stm32, machine_timer.c of ports/rp2 and esp32, modmachine.c of ports/esp8266; v1.29).
///
/// Not modelled: the RP2040's timer that stops because nobody holds its object any more; the limit of 16 alarms.
struct MachineTimer: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.timer)

    private func number(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 0)) }
    private func id(_ vm: VM, _ value: Value) -> Int { Int(Int32(bitPattern: vm.word(value, 1))) }

    // MARK: Making

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let port = hardware.facts.port
        if port == .esp8266 {
            try vm.checkArguments(arguments, 1, 1, keywords: false)
            return try object(vm, id: vm.int(arguments[0]))
        }
        // rp2 and stm32 take the memory before they look at the number.
        var timer: Value?
        if port != .esp32 { timer = try object(vm, id: -1) }
        let id = try arguments.optional(0).map { value throws(GuestException) in try vm.int(value) } ?? -1
        if port == .esp32 {
            timer = try esp32Timer(vm, id)
        } else if id != -1 {
            throw hardware.refusal(.timer, vm: vm)
        }
        let rest = arguments.count > 0 ? arguments.dropFirst() : arguments
        if rest.count > 0 || rest.keywordCount > 0 { try setUp(vm, timer!, rest) }
        return timer!
    }

    /// Objects of the ESP32's hardware timers are made in order and kept.
    private func esp32Timer(_ vm: VM, _ id: Int) throws(GuestException) -> Value {
        let count = hardware.facts.hardwareTimers
        if id >= count { throw hardware.refusal(.timer, "\(id)", "\(count)", vm: vm) }
        if id >= 0, let known = hardware.hardwareTimerObjects[id] { return known }
        if id > 0 { _ = try esp32Timer(vm, id - 1) }
        let timer = try object(vm, id: id)
        if id >= 0 {
            vm.retain(timer)
            hardware.hardwareTimerObjects[id] = timer
        }
        return timer
    }

    private func object(_ vm: VM, id: Int) throws(GuestException) -> Value {
        // Words of machine_timer_obj_t besides `base`: rp2 28 bytes, stm32 28, esp32 52, esp8266 36.
        let words =
            switch hardware.facts.port {
            case .rp2, .stm32: 7
            case .esp32: 13
            case .esp8266: 9
            }
        let timer = try vm.makeObject(Self.address, wordCount: words)
        hardware.timerCount += 1
        vm.setWord(timer, 0, UInt32(hardware.timerCount))
        vm.setWord(timer, 1, UInt32(bitPattern: Int32(truncatingIfNeeded: id)))
        // Kept for `init` without a period, and for printing: milliseconds on stm32, else microseconds; then the mode.
        vm.setWord(timer, 2, hardware.facts.port == .stm32 ? 1000 : 0)
        vm.setWord(timer, 3, hardware.facts.port == .rp2 ? 0 : 1)
        return timer
    }

    // MARK: Starting

    private struct Request {
        var mode: Int
        var callback: Value?
        var period: Int?
        var tickHertz = 1000
        var hertz: Double?
        var isHard = false
    }

    private func request(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Request {
        var reader = ArgumentReader(vm, arguments)
        let periodic = hardware.facts.port == .stm32 ? 2 : 1
        let mode = try reader.keyword("mode").map { value throws(GuestException) in try vm.int(value) } ?? periodic
        var request = Request(mode: mode)
        request.callback = try reader.keyword("callback")
        request.period = try reader.keyword("period").map { value throws(GuestException) in try vm.int(value) }
        if let ticks = try reader.keyword("tick_hz") { request.tickHertz = try vm.int(ticks) }
        if let hertz = try reader.keyword("freq"), hertz != .none { request.hertz = try vm.double(hertz) }
        if let hard = try reader.keyword("hard") { request.isHard = try vm.truth(of: hard) }
        try reader.finish()
        return request
    }

    private func setUp(_ vm: VM, _ timer: Value, _ arguments: Arguments) throws(GuestException) {
        hardware.stopTimer(number(vm, timer))
        let request = try request(vm, arguments)
        let port = hardware.facts.port
        if request.isHard && hardware.facts.refusals[.hardTimer] != nil { throw hardware.refusal(.hardTimer, vm: vm) }
        let period = try period(vm, timer, request)
        let isPeriodic = port == .stm32 ? request.mode == 2 : request.mode != 0
        vm.setWord(timer, 3, UInt32(truncatingIfNeeded: request.mode))
        let callback = request.callback ?? .none
        // ports/stm32 does not start what calls nobody.
        if port == .stm32 && callback == .none { return }
        let complaint =
            port == .esp8266 ? "uncaught exception in timer callback" : "Uncaught exception in IRQ callback handler"
        let running = RunningTimer(
            object: timer, callback: callback, period: period, repeats: isPeriodic, isHard: request.isHard,
            complaint: complaint, started: hardware.sync(), alarm: nil)
        hardware.startTimer(number(vm, timer), running, vm)
    }

    /// The period, in the port's resolution.
    private func period(_ vm: VM, _ timer: Value, _ request: Request) throws(GuestException) -> Picoseconds {
        if request.tickHertz == 0 { throw vm.exception(.valueError, "divide by zero") }
        let isMilliseconds = hardware.facts.port == .stm32
        let perSecond = isMilliseconds ? 1000 : 1_000_000
        var units: Int
        if let hertz = request.hertz {
            let length = Double(perSecond) / hertz
            units = length.isFinite && length >= 0 && length < 9e15 ? Int(length) : 1 << 52
        } else if isMilliseconds && request.period == nil {
            units = Int(vm.word(timer, 2))
        } else {
            let ticks = request.period.map { Int(UInt32(truncatingIfNeeded: $0)) } ?? 0xFFFF_FFFF
            units = ticks * perSecond / request.tickHertz
        }
        switch hardware.facts.port {
        case .stm32:
            if units >= 0x4000_0000 { throw vm.exception(.valueError, "period too large") }
            units = max(1, units)
        case .rp2: units = max(1, units)
        case .esp32:
            if units == 0 { throw vm.exception(.valueError, "Timer period is too short for this timer") }
        case .esp8266: units = max(100, units)
        }
        vm.setWord(timer, 2, UInt32(truncatingIfNeeded: units))
        return isMilliseconds ? .milliseconds(UInt64(units)) : .microseconds(UInt64(units))
    }

    // MARK: Methods

    private func begin(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try setUp(vm, arguments[0], arguments.dropFirst())
        return .none
    }

    private func end(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        hardware.stopTimer(number(vm, arguments[0]))
        return .none
    }

    /// ESP32: milliseconds since the last round began.
    private func value(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let now = hardware.sync()
        guard let running = hardware.timers[number(vm, arguments[0])] else { return Value(smallInt: 0) }
        return try vm.newInt(Int((now - running.started) / .milliseconds(1)))
    }

    private func description(_ vm: VM, _ timer: Value) -> String {
        let mode = Int(vm.word(timer, 3))
        let length = vm.word(timer, 2)
        switch hardware.facts.port {
        case .rp2: return "Timer(mode=\(mode == 0 ? "ONE_SHOT" : "PERIODIC"), tick_hz=1000000, period=\(length))"
        case .stm32: return "Timer(mode=\(mode == 1 ? "ONE_SHOT" : "PERIODIC"), period=\(length))"
        case .esp32:
            // The port has the two words the wrong way round (v1.29).
            let repeats = hardware.timers[number(vm, timer)]?.repeats ?? false
            return "Timer(\(id(vm, timer)), mode=\(repeats ? "ONE_SHOT" : "PERIODIC"), period=\(length / 1000))"
        case .esp8266: return "Timer(\(String(timer.bits &+ 4, radix: 16)))"
        }
    }

    // MARK: The table

    var definition: NativeTypeDefinition {
        let isSTM32 = hardware.facts.port == .stm32
        var methods: MethodTable = [
            "init": .keywords(1, begin), "deinit": .fixed(1, end),
            "ONE_SHOT": .int(isSTM32 ? 1 : 0), "PERIODIC": .int(isSTM32 ? 2 : 1),
        ]
        if hardware.facts.port == .esp32 { methods = methods + ["value": .fixed(1, value)] }
        return NativeTypeDefinition(
            number: MachineTypes.timer,
            TypeSlots(
                name: "Timer",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: description(vm, value))
                },
                methods: methods))
    }
}
