import MicroPython

/// `import time` on the host's clock, for programs that measure how fast Perch is.
///
/// Not modelled: everything but the clocks; a board's `time`, on virtual time, is in `Machine`.
enum HostTimeModule {
    /// What `ticks_us` wraps at on the unix port (MICROPY_PY_TIME_TICKS_PERIOD: half of a 32-bit small int's values).
    private static let ticksPeriod = 1 << 30
    private static let start = ContinuousClock.now

    static let module = NativeModule(
        name: "time",
        members: [
            "ticks_ms": .fixed(0) { (vm, _) throws(GuestException) in try ticks(vm, nanoseconds / 1_000_000) },
            "ticks_us": .fixed(0) { (vm, _) throws(GuestException) in try ticks(vm, nanoseconds / 1000) },
            "ticks_cpu": .fixed(0) { (vm, _) throws(GuestException) in try ticks(vm, nanoseconds) },
            "ticks_diff": .fixed(2) { (vm, arguments) throws(GuestException) in
                let difference = try vm.int(arguments[0]) - vm.int(arguments[1]) + ticksPeriod / 2
                return try vm.newInt((difference & (ticksPeriod - 1)) - ticksPeriod / 2)
            },
            "ticks_add": .fixed(2) { (vm, arguments) throws(GuestException) in
                try ticks(vm, vm.int(arguments[0]) + vm.int(arguments[1]))
            },
        ])

    private static var nanoseconds: Int {
        let (seconds, attoseconds) = start.duration(to: .now).components
        return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }

    private static func ticks(_ vm: VM, _ count: Int) throws(GuestException) -> Value {
        try vm.newInt(count & (ticksPeriod - 1))
    }
}
