import Machine
import MicroPython

/// `machine` of the unix port, which has no pins: classes of the guest stand for them (extmod/modmachine.c and ports/unix/modmachine.c, v1.29).
struct UnixMachineModule: Sendable {
    let clock: UnixClock

    private static let pulseMicroseconds = 1_000_000

    var module: NativeModule {
        let memory = MachineMemory()
        return NativeModule(
            name: "machine",
            members: [
                "idle": .fixed(0) { (vm, _) throws(GuestException) in
                    try clock.wait(vm, nanoseconds: 0)
                    return .none
                },
                "soft_reset": .fixed(0) { (vm, _) throws(GuestException) in throw vm.exception(.systemExit, "") },
                "time_pulse_us": .range(2...3, pulse),
            ] + memory.members,
            types: [MachinePinBase.definition, MachineSignal().definition, memory.definition], isExtensible: true)
    }

    /// How long a level lasts in microseconds; -2 where it does not come in time, -1 where it does not end in time.
    private func pulse(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        guard MachinePinBase.isPin(arguments[0], vm) else { throw vm.exception(.typeError, "") }
        let level = try vm.truth(of: arguments[1])
        let limit =
            try arguments.optional(2).map { limit throws(GuestException) in try vm.int(limit) } ?? Self.pulseMicroseconds
        var start = clock.nanoseconds(vm) / 1000
        while try MachinePinBase.read(vm, arguments[0]) != level {
            if clock.nanoseconds(vm) / 1000 - start >= limit { return Value(smallInt: -2) }
        }
        start = clock.nanoseconds(vm) / 1000
        while try MachinePinBase.read(vm, arguments[0]) == level {
            if clock.nanoseconds(vm) / 1000 - start >= limit { return Value(smallInt: -1) }
        }
        return try vm.newInt(clock.nanoseconds(vm) / 1000 - start)
    }
}
