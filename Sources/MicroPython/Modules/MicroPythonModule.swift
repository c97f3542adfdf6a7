/// `micropython` (py/modmicropython.c, v1.29).
///
/// Not modelled: `pystack_use`, which no port switches on. `mem_total` and its kin count whole blocks, not the bytes asked for.
enum MicroPythonModule {
    /// What the module offers in a firmware.
    static func members(of firmware: Firmware) -> MethodTable {
        var table = members + statistics
        if firmware.emergencyBufferBytes == 0 {
            table.members.append(("alloc_emergency_exception_buf", .fixed(1, EmergencyBuffer.allocate)))
        }
        return table
    }

    private static func isInterrupt(_ vm: VM, _ function: Value) -> Bool {
        guard let module = vm.registry.pointee.modules[Qstr(.micropython).id] else { return false }
        return DictObject.get(ModuleObject.globals(module.address, vm.ram), Value(.kbd_intr), vm) == function
    }

    private static let members: MethodTable = [
        "const": .fixed(1) { _, arguments throws(GuestException) in arguments[0] },
        "opt_level": .range(0...1) { vm, arguments throws(GuestException) in
            guard let level = arguments.optional(0) else {
                return Value(smallInt: Int32(vm.state.pointee.optimisationLevel))
            }
            vm.state.pointee.optimisationLevel = try vm.int(level)
            return .none
        },
        "heap_lock": .fixed(0) { vm, _ throws(GuestException) in
            vm.heap.lockDepth += 1
            return .none
        },
        "heap_unlock": .fixed(0) { vm, _ throws(GuestException) in
            vm.heap.lockDepth = max(0, vm.heap.lockDepth - 1)
            return Value(smallInt: Int32(truncatingIfNeeded: vm.heap.lockDepth))
        },
        "heap_locked": .only(
            .heapLocked,
            .fixed(0) { vm, _ throws(GuestException) in Value(smallInt: Int32(truncatingIfNeeded: vm.heap.lockDepth)) }),
        "kbd_intr": .fixed(1) { vm, arguments throws(GuestException) in
            vm.state.pointee.interruptCharacter = try vm.int(arguments[0])
            return .none
        },
        "mem_info": .range(0...1) { vm, arguments throws(GuestException) in
            try MemoryReport(vm).print(vm.console, withTable: arguments.count > 0)
            return .none
        },
        "RingIO": .type(.ringIO),
        "qstr_info": .range(0...1) { vm, arguments throws(GuestException) in
            try MemoryReport(vm).printNames(vm.console, withTexts: arguments.count > 0)
            return .none
        },
        "schedule": .fixed(2) { vm, arguments throws(GuestException) in
            guard isInterrupt(vm, arguments[0]) else {
                try vm.schedule(arguments[0], arguments[1])
                return .none
            }
            // Stands for the interrupt itself, where the firmware's queue has a place for that.
            guard vm.has(.scheduledInterrupt) else { throw vm.error(.valueError, arguments: []) }
            vm.scheduleKeyboardInterrupt()
            return .none
        },
        "stack_use": .fixed(0) { vm, _ throws(GuestException) in
            Value(smallInt: Int32(truncatingIfNeeded: vm.state.pointee.stackUsed))
        },
    ]

    private static let statistics: MethodTable = [
        "mem_current": .only(
            .memoryStatistics,
            .fixed(0) { vm, _ throws(GuestException) in try vm.newInt(MemoryReport(vm).currentBytes) }),
        "mem_peak": .only(
            .memoryStatistics, .fixed(0) { vm, _ throws(GuestException) in try vm.newInt(MemoryReport(vm).peakBytes) }),
        "mem_total": .only(
            .memoryStatistics,
            .fixed(0) { vm, _ throws(GuestException) in try vm.newInt(MemoryReport(vm).allocatedBytes) }),
    ]
}
