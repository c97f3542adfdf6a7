import Foundation
import MicroPython

/// `time` of the unix port (extmod/modtime.c and ports/unix/modtime.c, v1.29), on the host's clock or on a virtual one.
///
/// Not modelled: `ticks_cpu` of the unix port, which is always 0; here it counts nanoseconds.
struct UnixTimeModule: Sendable {
    let clock: UnixClock

    /// On the host's clock, for programs that measure how fast Perch is.
    static let onHost = UnixTimeModule(clock: UnixClock(isVirtual: false)).module

    /// MICROPY_PY_TIME_TICKS_PERIOD: half of a 32-bit small int's values.
    private static let ticksPeriod = 1 << 30

    var module: NativeModule {
        NativeModule(
            name: "time",
            members: [
                "clock": .fixed(0) { (vm, _) throws(GuestException) in
                    // Milliseconds, as seconds: the reference divides so.
                    try vm.newFloat(Double(clock.processorMicroseconds(vm) / 1000) / 1000)
                },
                "gmtime": .range(0...1) { (vm, arguments) throws(GuestException) in
                    try calendar(vm, arguments) { gmtime_r($0, $1) }
                },
                "localtime": .range(0...1) { (vm, arguments) throws(GuestException) in
                    try calendar(vm, arguments) { clock.isVirtual ? gmtime_r($0, $1) : localtime_r($0, $1) }
                },
                "mktime": .fixed(1, makeTime),
                "sleep": .fixed(1, sleep),
                "sleep_ms": .fixed(1) { (vm, arguments) throws(GuestException) in
                    try wait(vm, microseconds: vm.int(arguments[0]).multipliedReportingOverflow(by: 1000).partialValue)
                },
                "sleep_us": .fixed(1) { (vm, arguments) throws(GuestException) in
                    try wait(vm, microseconds: vm.int(arguments[0]))
                },
                "ticks_add": .fixed(2, ticksAdd),
                "ticks_cpu": .fixed(0) { (vm, _) in ticks(clock.nanoseconds(vm)) },
                "ticks_diff": .fixed(2) { (_, arguments) in
                    let difference = Int(arguments[0].smallInt) - Int(arguments[1].smallInt) + Self.ticksPeriod / 2
                    return Value(smallInt: Int32((difference & (Self.ticksPeriod - 1)) - Self.ticksPeriod / 2))
                },
                "ticks_ms": .fixed(0) { (vm, _) in ticks(clock.nanoseconds(vm) / 1_000_000) },
                "ticks_us": .fixed(0) { (vm, _) in ticks(clock.nanoseconds(vm) / 1000) },
                "time": .fixed(0) { (vm, _) throws(GuestException) in
                    try vm.newFloat(Double(clock.microsecondsSinceEpoch(vm)) / 1e6)
                },
                "time_ns": .fixed(0) { (vm, _) throws(GuestException) in
                    try vm.newInt(unsigned: UInt64(clock.microsecondsSinceEpoch(vm)) * 1000)
                },
            ], isExtensible: true)
    }

    // MARK: Ticks

    private func ticks(_ count: Int) -> Value { Value(smallInt: Int32(count & (Self.ticksPeriod - 1))) }

    private func ticksAdd(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let delta = try vm.int(arguments[1])
        let half = Self.ticksPeriod / 2
        guard delta > -half, delta < half else { throw vm.exception(.overflowError, "ticks interval overflow") }
        return ticks(Int(arguments[0].smallInt) + delta)
    }

    // MARK: Sleeping

    private func sleep(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let seconds = try vm.double(arguments[0])
        // select() of the reference refuses a negative time with EINVAL.
        guard seconds >= 0, seconds < 1e9 else { throw vm.osError(22) }
        return try wait(vm, microseconds: Int((seconds * 1e6).rounded()))
    }

    private func wait(_ vm: VM, microseconds: Int) throws(GuestException) -> Value {
        try clock.wait(vm, nanoseconds: max(0, min(microseconds, 1 << 50)) * 1000)
        return .none
    }

    // MARK: The calendar

    private func calendar(
        _ vm: VM, _ arguments: Arguments, _ split: (UnsafePointer<time_t>, UnsafeMutablePointer<tm>) -> Any?
    ) throws(GuestException) -> Value {
        var seconds = clock.microsecondsSinceEpoch(vm) / 1_000_000
        if let given = arguments.optional(0) {
            let value = try vm.double(given)
            seconds = Int(max(-6e16, min(6e16, value.isNaN ? 0 : value)))
        }
        var fields = tm()
        guard split(&seconds, &fields) != nil else { throw vm.exception(.overflowError, "invalid mktime usage") }
        let numbers = [
            fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday, fields.tm_hour, fields.tm_min, fields.tm_sec,
            (fields.tm_wday + 6) % 7, fields.tm_yday + 1, fields.tm_isdst,
        ]
        return try vm.newTuple(numbers.map { Value(smallInt: $0) })
    }

    private func makeTime(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let items = try vm.items(of: arguments[0])
        guard items.count == 8 || items.count == 9 else {
            throw vm.exception(.typeError, "mktime needs a tuple of length 8 or 9")
        }
        var numbers: [Int32] = []
        for index in [0, 1, 2, 3, 4, 5] { numbers.append(Int32(truncatingIfNeeded: try vm.int(items[index]))) }
        var fields = tm()
        (fields.tm_year, fields.tm_mon, fields.tm_mday) = (numbers[0] &- 1900, numbers[1] &- 1, numbers[2])
        (fields.tm_hour, fields.tm_min, fields.tm_sec) = (numbers[3], numbers[4], numbers[5])
        fields.tm_isdst = items.count == 9 ? Int32(truncatingIfNeeded: try vm.int(items[8])) : -1
        let seconds = clock.isVirtual ? timegm(&fields) : mktime(&fields)
        guard seconds != -1 else { throw vm.exception(.overflowError, "invalid mktime usage") }
        return try vm.newInt(seconds)
    }
}
