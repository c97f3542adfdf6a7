/// `micropython` (py/modmicropython.c, v1.29).
///
/// Not modelled yet: `mem_total/current/peak`, `alloc_emergency_exception_buf` keeps no text.
enum MicroPythonModule {
    static let members: MethodTable = [
        "alloc_emergency_exception_buf": .fixed(1) { _, _ throws(GuestException) in .none },
        "const": .fixed(1) { _, arguments throws(GuestException) in arguments[0] },
        "heap_lock": .fixed(0) { vm, _ throws(GuestException) in
            vm.heap.lockDepth += 1
            return .none
        },
        "heap_locked": .fixed(0) { vm, _ throws(GuestException) in
            Value(smallInt: Int32(truncatingIfNeeded: vm.heap.lockDepth))
        },
        "heap_unlock": .fixed(0) { vm, _ throws(GuestException) in
            vm.heap.lockDepth = max(0, vm.heap.lockDepth - 1)
            return Value(smallInt: Int32(truncatingIfNeeded: vm.heap.lockDepth))
        },
        "kbd_intr": .fixed(1) { vm, arguments throws(GuestException) in
            vm.state.pointee.interruptCharacter = try vm.int(arguments[0])
            return .none
        },
        "mem_info": .range(0...1) { vm, _ throws(GuestException) in
            try vm.printMemoryInfo(vm.console)
            return .none
        },
        // What carries a decorator is compiled to bytecode; the compiler knows them by name.
        "native": .fixed(1) { _, arguments throws(GuestException) in arguments[0] },
        "RingIO": .type(.ringIO),
        "opt_level": .range(0...1) { vm, arguments throws(GuestException) in
            guard let level = arguments.optional(0) else {
                return Value(smallInt: Int32(vm.state.pointee.optimisationLevel))
            }
            vm.state.pointee.optimisationLevel = try vm.int(level)
            return .none
        },
        "schedule": .fixed(2) { vm, arguments throws(GuestException) in
            try vm.schedule(arguments[0], arguments[1])
            return .none
        },
        "stack_use": .fixed(0) { vm, _ throws(GuestException) in
            Value(smallInt: Int32(truncatingIfNeeded: vm.state.pointee.stackUsed))
        },
        "viper": .fixed(1) { _, arguments throws(GuestException) in arguments[0] },
    ]
}

extension VM {
    /// The lines of `micropython.mem_info()`.
    func printMemoryInfo(_ printer: Printer) throws(GuestException) {
        let census = heap.area.census()
        try printer.write(
            text: "stack: \(state.pointee.stackUsed) out of \(state.pointee.stackLimit)\n")
        try printer.write(
            text: "GC: total: \(heap.totalBytes), used: \(heap.usedBytes), free: \(heap.freeBytes)\n")
        try printer.write(
            text: " No. of 1-blocks: \(census.oneBlock), 2-blocks: \(census.twoBlocks), max blk sz: "
                + "\(census.largestObject), max free sz: \(census.largestFree)\n")
    }
}
