import Fabric
import MicroPython

/// `time` on the board's virtual clock (extmod/modtime.c and modtime.c of the ports, v1.29).
struct TimeModule: Sendable {
    let hardware: Hardware

    /// MICROPY_PY_TIME_TICKS_PERIOD: the small ints above zero.
    private static let ticksPeriod = 1 << 30

    // MARK: Sleeping

    private func sleep(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        // The product is one of the guest's floats, single on all boards here, and becomes an unsigned word.
        let milliseconds = Float(1000) * Float(try vm.double(arguments[0]))
        guard milliseconds.isFinite else { return .none }
        let word = UInt32(truncatingIfNeeded: Int64(max(-9e18, min(9e18, milliseconds))))
        return try sleep(vm, .milliseconds(UInt64(word)))
    }

    private func sleepMilliseconds(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let milliseconds = try vm.int(arguments[0])
        return milliseconds < 0 ? .none : try sleep(vm, .milliseconds(UInt64(milliseconds)))
    }

    /// A busy wait: soft callbacks keep waiting.
    private func sleepMicroseconds(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let microseconds = try vm.int(arguments[0])
        if microseconds <= 0 { return .none }
        try hardware.wait(vm, until: hardware.sync() + .microseconds(UInt64(microseconds)), runsCallbacks: false)
        return .none
    }

    private func sleep(_ vm: VM, _ length: Picoseconds) throws(GuestException) -> Value {
        try hardware.wait(vm, until: hardware.sync() + length)
        return .none
    }

    // MARK: Ticks

    private func ticks(_ vm: VM, _ count: UInt64) throws(GuestException) -> Value {
        Value(smallInt: Int32(count & UInt64(Self.ticksPeriod - 1)))
    }

    private func ticksMilliseconds(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try ticks(vm, hardware.sync().milliseconds)
    }

    private func ticksMicroseconds(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try ticks(vm, hardware.sync().microseconds)
    }

    /// The RP2040 counts microseconds, a Cortex-M0 of ST has nothing to count with, the others count CPU cycles.
    private func ticksCPU(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let now = hardware.sync()
        switch hardware.facts.port {
        case .rp2: return try ticks(vm, now.microseconds)
        case .stm32 where !hardware.facts.chip.hasPrefix("stm32f4"): return try ticks(vm, 0)
        case .stm32, .esp32, .esp8266: return try ticks(vm, hardware.clock.cycles)
        }
    }

    private func ticksAdd(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let delta = try vm.int(arguments[1])
        let half = Self.ticksPeriod / 2
        guard delta > -half, delta < half else { throw vm.exception(.overflowError, "ticks interval overflow") }
        return Value(smallInt: Int32((Int(arguments[0].smallInt) + delta) & (Self.ticksPeriod - 1)))
    }

    private func ticksDiff(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let half = Self.ticksPeriod / 2
        let difference = Int(arguments[0].smallInt) - Int(arguments[1].smallInt)
        return Value(smallInt: Int32(((difference + half) & (Self.ticksPeriod - 1)) - half))
    }

    // MARK: The calendar

    /// 1970 on the RP2040 (MICROPY_EPOCH_IS_1970), else 2000.
    private var epoch: Int {
        hardware.facts.port == .rp2 ? 0 : CalendarTime(year: 2000, month: 1, day: 1).seconds
    }

    private func time(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.newInt(dateSeconds - epoch)
    }

    private var dateSeconds: Int {
        let date = hardware.dateMicroseconds()
        return date >= 0 ? date / 1_000_000 : -((999_999 - date) / 1_000_000)
    }

    private func timeNanoseconds(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.newInt(unsigned: UInt64(max(0, hardware.dateMicroseconds() - epoch * 1_000_000)) * 1000)
    }

    private func localTime(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let moment: CalendarTime
        if let seconds = arguments.optional(0), seconds != .none {
            moment = CalendarTime(seconds: Int(try vm.int64(seconds)) + epoch)
        } else {
            moment = CalendarTime(seconds: dateSeconds)
        }
        let fields = [
            moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, moment.weekday,
            moment.dayOfYear,
        ]
        return try vm.newTuple(fields.map { Value(smallInt: Int32(truncatingIfNeeded: $0)) })
    }

    private func makeTime(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let items = try vm.items(of: arguments[0])
        guard items.count == 8 || items.count == 9 else {
            throw vm.exception(.typeError, "mktime needs a tuple of length 8 or 9")
        }
        var fields: [Int] = []
        for item in items.prefix(6) { fields.append(try vm.int(item)) }
        let moment = CalendarTime.normalized(
            year: fields[0], month: fields[1], day: fields[2], hour: fields[3], minute: fields[4], second: fields[5])
        return try vm.newInt(moment.seconds - epoch)
    }

    // MARK: The module

    var module: NativeModule {
        NativeModule(
            name: "time",
            members: [
                "gmtime": .range(0...1, localTime),
                "localtime": .range(0...1, localTime),
                "mktime": .fixed(1, makeTime),
                "time": .fixed(0, time),
                "time_ns": .fixed(0, timeNanoseconds),
                "sleep": .fixed(1, sleep),
                "sleep_ms": .fixed(1, sleepMilliseconds),
                "sleep_us": .fixed(1, sleepMicroseconds),
                "ticks_ms": .fixed(0, ticksMilliseconds),
                "ticks_us": .fixed(0, ticksMicroseconds),
                "ticks_cpu": .fixed(0, ticksCPU),
                "ticks_add": .fixed(2, ticksAdd),
                "ticks_diff": .fixed(2, ticksDiff),
            ], isExtensible: true)
    }
}
