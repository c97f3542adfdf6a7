/// `sys` (py/modsys.c, v1.29).
enum SysModule {
    /// Makes what `sys` offers in a firmware, and the variables beside its dict.
    static func add(to image: FirmwareImage) {
        let vm = image.vm
        if vm.has(.exitHandler) { vm.setRoot(.exitHandler, .none) }
        let hasExecutable = !vm.firmware.executable.isEmpty
        image.add(module: "sys", hasExecutable ? members + ["executable": .constant { executable($0) }] : members)
        let name = vm.internInFlash("sys")
        vm.registry.pointee.sys = ModuleObject.globals(vm.registry.pointee.modules[name.id]!.address, vm.ram)
        vm.setRoot(.firstPrompt, Value(vm.internInFlash(">>> ")))
        vm.setRoot(.secondPrompt, Value(vm.internInFlash("... ")))
        for (name, slot) in [("path", RootSlot.systemPath), ("ps1", .firstPrompt), ("ps2", .secondPrompt)] {
            vm.registry.pointee.systemVariables[vm.internInFlash(name).id] = slot
        }
        if vm.has(.tracebackLimit) {
            vm.setRoot(.tracebackLimit, Value(smallInt: 1000))
            vm.registry.pointee.systemVariables[vm.internInFlash("tracebacklimit").id] = .tracebackLimit
        }
    }

    private static let members: MethodTable = [
        "argv": .constant { $0.root(.arguments) },
        "atexit": .only(.exitHandler, .fixed(1, setExitHandler)),
        "byteorder": .constant { _ in Value(.little) },
        "exc_info": .only(.exceptionInfo, .fixed(0, exceptionInfo)),
        "exit": .range(0...1) { vm, arguments throws(GuestException) in
            throw vm.error(.systemExit, arguments: arguments.optional(0).map { [$0] } ?? [])
        },
        "getsizeof": .only(
            .sizes,
            .fixed(1) { vm, arguments throws(GuestException) in
                let size = try vm.unary(.sizeOf, arguments[0])
                guard size.isNull else { return size }
                throw vm.error(
                    .typeError, "unsupported type for %q: '%s'", .text("__sizeof__"), .typeName(arguments[0], vm))
            }),
        "implementation": .constant { implementation($0) },
        "intern": .only(
            .intern,
            .fixed(1) { vm, arguments throws(GuestException) in
                Value(try vm.intern(try vm.text(of: arguments[0])))
            }),
        "maxsize": .constant { IntObject.inFlash($0, 0x7FFF_FFFF) },
        "modules": .constant { $0.root(.loadedModules) },
        "platform": .constant { Value($0.internInFlash($0.firmware.platform)) },
        "print_exception": .range(1...2) { vm, arguments throws(GuestException) in
            let printer = try arguments.optional(1).map { stream throws(GuestException) in try vm.printer(to: stream) }
            try vm.printException(arguments[0], printer ?? vm.console)
            return .none
        },
        "settrace": .only(
            .tracing,
            .fixed(1) { vm, arguments throws(GuestException) in
                vm.engine.pointee.tracing.callback = try vm.isCallable(arguments[0]) ? arguments[0] : .null
                return .none
            }),
        "stderr": .constant { _ in Value(address: StandardStreams.addresses[2]) },
        "stdin": .constant { _ in Value(address: StandardStreams.addresses[0]) },
        "stdout": .constant { _ in Value(address: StandardStreams.addresses[1]) },
        "version": .string("3.4.0; MicroPython \(Firmware.release)"),
        "version_info": .constant { vm in
            TupleObject.makeInFlash(vm, [3, 4, 0].map { Value(smallInt: $0) })
        },
    ]

    private static func exceptionInfo(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let exception = vm.root(.currentException)
        let tuple = try TupleObject.make(vm, count: 3)
        let type = exception.isNull ? Value.none : Value(address: vm.type(of: exception))
        for (index, item) in [type, exception.isNull ? .none : exception, .none].enumerated() {
            TupleObject.setItem(tuple.address, index, item, vm.ram)
        }
        return tuple
    }

    /// What the end of the program calls; answers with what it would have called.
    private static func setExitHandler(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let old = vm.root(.exitHandler)
        vm.setRoot(.exitHandler, arguments[0])
        return old
    }

    private static func executable(_ vm: VM) -> Value {
        let (path, object) = (vm.firmware.executable, vm.state.pointee.flash.allocate(StrObject.byteCount))
        StrObject.initialize(object, .str, data: vm.constantText(path), count: path.utf8.count, vm)
        return Value(address: object)
    }

    private static func implementation(_ vm: VM) -> Value {
        let version = TupleObject.makeInFlash(
            vm,
            [
                Value(smallInt: 1), Value(smallInt: 29), Value(smallInt: 0), Value(.empty),
            ])
        let mpy = Value(smallInt: 6 | 3 << 8)
        var items = [
            ("name", Value(.micropython)), ("version", version),
            ("_machine", Value(vm.internInFlash(vm.firmware.machineName))), ("_mpy", mpy),
        ]
        let build = vm.firmware.buildName
        if !build.isEmpty { items.append(("_build", Value(vm.internInFlash(build)))) }
        if let threads = vm.firmware.threads {
            items.append(("_thread", Value(vm.internInFlash(threads.hasGlobalLock ? "GIL" : "unsafe"))))
        }
        return AttributeTuple.makeInFlash(vm, items)
    }
}

extension VM {
    /// A traceback as MicroPython prints it (mp_obj_print_exception, py/obj.c v1.29).
    func printException(_ exception: Value, _ printer: Printer) throws(GuestException) {
        if ExceptionObject.isException(exception, self) {
            let entries = ExceptionObject.traceback(exception, self)
            if !entries.isEmpty { try printer.write("Traceback (most recent call last):\n") }
            for entry in entries.reversed() {
                try printer.write("  File \"")
                try printer.write(entry.file)
                try printer.write(text: "\", line \(entry.line)")
                if entry.block.isNone {
                    try printer.write("\n")
                } else {
                    try printer.write(", in ")
                    try printer.write(entry.block)
                    try printer.write("\n")
                }
            }
        }
        try print(exception, printer, .exception)
        try printer.write("\n")
    }
}
