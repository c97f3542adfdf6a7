import Fabric
import MicroPython

/// `machine.RTC` (machine_rtc.c of ports/rp2, esp32 and esp8266, rtc.c of ports/stm32; v1.29).
///
/// Not modelled: that the ESP8266's clock is a few percent off; the STM32's calibration is kept and changes nothing.
struct MachineRTC: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.rtc)

    private var port: MachineFacts.Port { hardware.facts.port }

    // MARK: The date

    /// The tuple's last item: milliseconds on the ESP8266, microseconds on the ESP32, 256ths that count down on the STM32.
    private func fraction(_ microseconds: Int) -> Int {
        switch port {
        case .rp2: 0
        case .esp32: microseconds
        case .esp8266: microseconds / 1000
        // RTC_SYNCH_PREDIV 255: STM32F405 reference manual 26.6.10.
        case .stm32: 255 - microseconds * 256 / 1_000_000
        }
    }

    private func read(_ vm: VM) throws(GuestException) -> Value {
        let date = hardware.dateMicroseconds()
        let seconds = date >= 0 ? date / 1_000_000 : -((999_999 - date) / 1_000_000)
        let moment = CalendarTime(seconds: seconds)
        // The STM32 counts days from 1.
        let weekday = port == .stm32 ? moment.weekday + 1 : moment.weekday
        var items: [Value] = []
        for number in [
            moment.year, moment.month, moment.day, weekday, moment.hour, moment.minute, moment.second,
            fraction(date - seconds * 1_000_000),
        ] { items.append(try vm.newInt(number)) }
        return try vm.newTuple(items)
    }

    private func write(_ vm: VM, _ value: Value, hourAt hour: Int) throws(GuestException) -> Value {
        let items = try vm.items(of: value)
        guard items.count == 8 else {
            throw vm.exception(
                .valueError, "requested length %d but object has length %d", .int(8), .int(items.count))
        }
        func number(_ index: Int) throws(GuestException) -> Int { try vm.int(items[index]) }
        let moment = CalendarTime(
            year: try number(0), month: try number(1), day: try number(2), hour: try number(hour),
            minute: try number(hour + 1), second: try number(hour + 2))
        var microseconds = 0
        switch port {
        case .esp32: microseconds = try number(7)
        case .esp8266: microseconds = try number(7) * 1000
        case .rp2, .stm32: break
        }
        // Of years that no clock reaches, as many as fit.
        let most = Int.max / 2_000_000
        hardware.setDate(microseconds: min(max(moment.seconds, -most), most) * 1_000_000 + microseconds)
        return .none
    }

    private func dateTime(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        guard let value = arguments.optional(1) else { return try read(vm) }
        return try write(vm, value, hourAt: 4)
    }

    // MARK: Memory

    /// Bytes that are kept: MICROPY_HW_RTC_USER_MEM_MAX of ports/esp32; what the port's own words leave of 512 on the ESP8266.
    private var memoryBytes: Int { port == .esp32 ? 2048 : 492 }

    private func memory(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        guard let value = arguments.optional(1) else {
            return try vm.newBytes(hardware.state.rtcMemory)
        }
        let bytes = try vm.bytes(of: value)
        if bytes.count > memoryBytes { throw vm.exception(.valueError, "buffer too long") }
        hardware.state.rtcMemory = Array(bytes)
        return .none
    }

    // MARK: The ESP8266's alarm

    private func checkAlarm(_ vm: VM, _ value: Value?) throws(GuestException) {
        if let value, try vm.int(value) != 0 { throw vm.exception(.valueError, "invalid alarm") }
    }

    private var alarmMethods: MethodTable {
        [
            "alarm": .fixed(3) { vm, arguments throws(GuestException) in
                try checkAlarm(vm, arguments[1])
                hardware.state.alarm.expiry = hardware.dateMicroseconds() + (try vm.int(arguments[2])) * 1000
                return .none
            },
            "alarm_left": .range(1...2) { vm, arguments throws(GuestException) in
                try checkAlarm(vm, arguments.optional(1))
                return try vm.newInt(max(0, hardware.state.alarm.expiry - hardware.dateMicroseconds()) / 1000)
            },
            "irq": .keywords(1) { vm, arguments throws(GuestException) in
                var reader = ArgumentReader(vm, arguments, skipping: 1)
                try checkAlarm(vm, reader.keyword("trigger"))
                let wakes = try reader.keyword("wake").map { value throws(GuestException) in try vm.int(value) } ?? 0
                try reader.finish()
                hardware.state.alarm.wakes = wakes
                return .none
            },
            "ALARM0": .int(0),
        ]
    }

    // MARK: The STM32's wakeup and calibration

    /// `wakeup(None)`, `wakeup(ms, callback=None)`, `wakeup(source, count, callback)`.
    private func wakeUp(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = Hardware.wakeUpTimer
        hardware.stopTimer(number)
        var ticks: Int
        var ticksPerSecond = 32768
        var callback = Value.none
        if arguments.count <= 3 {
            if arguments[1] == .none { return .none }
            let milliseconds = try vm.int(arguments[1])
            var divider = 2
            while divider <= 16 && milliseconds > 2000 * divider { divider *= 2 }
            if divider <= 16 {
                ticksPerSecond = 32768 / divider
                ticks = ticksPerSecond * milliseconds / 1000
            } else {
                ticksPerSecond = 1
                ticks = milliseconds / 1000
                if ticks > 0x20000 { throw vm.exception(.valueError, "wakeup value too large") }
            }
            callback = arguments.optional(2) ?? .none
        } else {
            let source = try vm.int(arguments[1])
            ticksPerSecond = source & 4 != 0 ? 1 : 2048 << (source & 3)
            ticks = try vm.int(arguments[2]) + 1 + (source & 6 == 6 ? 0x10000 : 0)
            callback = arguments[3]
        }
        ticks = max(1, ticks)
        let period = Picoseconds(UInt64(ticks) * 1_000_000_000_000 / UInt64(ticksPerSecond))
        // The line of the interrupt (EXTI_RTC_WAKEUP, STM32F4: 22) is what the handler gets.
        hardware.startTimer(
            number,
            RunningTimer(
                object: Value(smallInt: 22), callback: callback, period: period, repeats: true, isHard: true,
                complaint: "uncaught exception in ExtInt interrupt handler line 22", started: hardware.sync(),
                alarm: nil), vm)
        return .none
    }

    private var stm32Methods: MethodTable {
        [
            "init": .fixed(1) { _, _ throws(GuestException) in .none },
            "info": .fixed(1) { vm, _ throws(GuestException) in
                // Started at power on, without delay.
                try vm.newInt(0x10000)
            },
            "wakeup": .range(2...4, wakeUp),
            "calibration": .range(1...2) { vm, arguments throws(GuestException) in
                guard let value = arguments.optional(1) else { return try vm.newInt(hardware.state.calibration) }
                let ticks = try vm.int(value)
                guard (-511...512).contains(ticks) else {
                    throw vm.exception(.valueError, "calibration value out of range")
                }
                hardware.state.calibration = ticks
                return .none
            },
        ]
    }

    // MARK: The table

    private var methods: MethodTable {
        let dateTime: MethodTable = ["datetime": .range(1...2, dateTime)]
        switch port {
        case .rp2: return dateTime
        case .esp32:
            let initial: MethodTable = [
                "init": .fixed(2) { vm, arguments throws(GuestException) in try write(vm, arguments[1], hourAt: 3) }
            ]
            return initial + dateTime + ["memory": .range(1...2, memory)]
        case .esp8266: return dateTime + ["memory": .range(1...2, memory)] + alarmMethods
        case .stm32: return dateTime + stm32Methods
        }
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.rtc,
            TypeSlots(
                name: "RTC",
                make: { vm, _, arguments throws(GuestException) in
                    try vm.checkArguments(arguments, 0, 0, keywords: false)
                    return vm.staticInstance(of: Self.address)
                },
                methods: methods))
    }
}

extension Hardware {
    /// The number of the STM32's wakeup timer among the timers; those of the guest count from 1.
    static let wakeUpTimer = -1
}
