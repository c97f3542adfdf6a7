/// One MicroPython: the only public door to the language.
///
/// It has a firmware, a memory layout and a console; the board gives it files to import, modules of its own, and turns
/// to run. Not thread-safe: one thread at a time.
public final class Interpreter {
    /// The handle that native functions of other modules get.
    public let vm: VM
    /// Main programs are compiled and not run: `-X compile-only` of the unix port.
    public var isCompileOnly = false
    /// Where the last exception that nobody caught was raised; nil where it had no place.
    public private(set) var lastErrorLine: Int?

    /// What can go wrong before a guest program runs.
    public enum SetupError: Error, CustomStringConvertible {
        /// The host does not give 4 GiB of address space.
        case noAddressSpace
        /// In words.
        public var description: String {
            "the host refuses 4 GiB of address space (is `ulimit -v` set?); raise the limit and try again"
        }
    }

    /// How a program ended.
    public enum Outcome: Equatable, Sendable {
        /// It ran to its end.
        case finished
        /// `sys.exit(n)`, or SystemExit with something else (1, and the text was printed).
        case exited(Int)
        /// An exception that nobody caught; its traceback was printed to the console.
        case raised(type: String, message: String)
        /// The host stopped it: see `VM.stopException`.
        case stopped
    }

    /// Who tells of an exception that nobody caught.
    public enum Reporter: Sendable {
        /// What runs programs: on the console. An argument of `sys.exit` that is no number goes to stderr
        /// (shared/runtime/pyexec.c, v1.29).
        case runner
        /// The unix port's main program: on stderr, and nothing of SystemExit (ports/unix/main.c, v1.29).
        case main
    }

    /// Makes the guest's memory and the image of its firmware.
    ///
    /// - Parameters:
    ///   - modules: what other targets add to the firmware.
    ///   - callStack: bytes of C stack that calls take.
    public init(
        firmware: Firmware, layout: RAMLayout, modules: [NativeModule] = [], costs: CostTable = CostTable(),
        callStack: CallStack = .unix32
    ) throws(SetupError) {
        guard let ram = GuestRAM.reserve() else { throw .noAddressSpace }
        let vm = VM.make(ram: ram, firmware: firmware, layout: layout)
        guard vm.makeEngine(callStack: callStack, costs: costs) else {
            vm.destroy()
            ram.release()
            throw .noAddressSpace
        }
        self.vm = vm
        vm.state.pointee.nativeStackShare = 256 * callStack.baseBytes / CallStack.unix32.baseBytes
        FirmwareImage.build(vm)
        vm.state.pointee.hooks.memoryError = { vm, byteCount in vm.makeMemoryError(byteCount) }
        vm.state.pointee.hooks.nameTooLong = { vm in vm.error(.runtimeError, "name too long") }
        placeStatics()
        var image = FirmwareImage(vm: vm)
        for module in modules where module.extendsCore { image.additions[module.name] = module.members }
        CoreModules.add(to: image)
        for module in modules where !module.extendsCore { module.add(to: image) }
        Builtins.add(to: image)
        vm.state.pointee.names.sealFlash()
        warmUp()
    }

    /// Does what the first function and the first exception would otherwise find undone, in small pages of the host's heap that nobody
    /// touched and in what Swift looks up once: it costs the same here, and does not count as the guest's time.
    private func warmUp() {
        let byteCount = 96 << 10
        let room = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 16)
        for offset in stride(from: 0, to: byteCount, by: 4096) {
            room.storeBytes(of: 0, toByteOffset: offset, as: UInt8.self)
        }
        room.deallocate()
        try? failOnce()
    }

    @inline(never) private func failOnce() throws(GuestException) { throw GuestException(value: .null) }

    deinit {
        vm.endThreads()
        vm.state.pointee.openFiles.closeAll()
        let ram = vm.ram
        vm.releaseEngine()
        vm.destroy()
        ram.release()
    }

    /// What the guest prints goes here.
    public func setConsole(_ console: @escaping (UnsafeRawBufferPointer) -> Void) {
        vm.state.pointee.console = console
    }

    /// Where `import` and `open` look: the guest finds it at `/`, and starts in a directory of it.
    public func mount(_ files: any GuestFiles, workingDirectory: String = "/") {
        vm.state.pointee.files = files
        vm.state.pointee.workingDirectory = workingDirectory
    }

    /// What `os.getenv` and `os.system` of the unix port find. The runner gets a command and the environment as the guest left it, and
    /// returns a status as `wait` tells it.
    public func setEnvironment(
        _ environment: [String: String], runner: @escaping (String, [String: String]) -> Int
    ) {
        vm.state.pointee.environment = environment
        vm.state.pointee.commandRunner = runner
    }

    /// The environment as the guest left it.
    public var environment: [String: String] { vm.state.pointee.environment }

    /// What is typed at the console: `input()` and `sys.stdin` read it.
    public func setInput(_ input: any ConsoleInput) { vm.state.pointee.input = input }

    /// Modules in Python that ship in the board's flash: `.frozen` in `sys.path` finds them.
    public func setFrozen(_ modules: [FrozenModule]) {
        for module in modules { vm.state.pointee.frozen[module.name] = module }
    }

    /// The time that modules of the core wait by; without it the guest's cycles count as nanoseconds.
    public func setClock(_ clock: any GuestClock) { vm.state.pointee.clock = clock }

    /// What the guest's errors go to that are not for its console: stderr of the unix port.
    public func setErrorConsole(_ console: @escaping (UnsafeRawBufferPointer) -> Void) {
        vm.state.pointee.errorConsole = console
    }

    /// `-O`: from 1 on without asserts, from 3 on without line numbers.
    public var optimisationLevel: Int {
        get { vm.state.pointee.optimisationLevel }
        set { vm.state.pointee.optimisationLevel = newValue }
    }

    /// `-v` of the unix port: at 2 the bytecode of all that is compiled is listed on the console.
    public var verbosity: Int {
        get { vm.state.pointee.verbosity }
        set { vm.state.pointee.verbosity = newValue }
    }

    /// Called when the cycles that were granted are used up, with the number of cycles since power-on. It hands out
    /// more with `grant`, and may leave an exception with `interrupt`.
    public func setService(_ service: @escaping (VM) -> Void) { vm.engine.pointee.service = service }

    /// Called when no thread can run: lets the board's time pass until the condition holds, or throws. Without it a thread that waits for
    /// what no other can bring about gets a RuntimeError.
    public func setIdle(_ idle: @escaping (VM, _ isDone: @escaping () -> Bool) throws(GuestException) -> Void) {
        vm.engine.pointee.idle = idle
    }

    /// Ends all threads but the main one, without running any code of theirs.
    public func endThreads() { vm.endThreads() }

    /// Objects of the firmware outside the heap, and the lists that lie on it (mp_init, py/runtime.c v1.29).
    private func placeStatics() {
        for dict in [MemoryMap.mainGlobals, MemoryMap.loadedModules] {
            vm.ram[dict] = NativeType.dict.address
            GuestMap.initialize(dict &+ DictObject.mapOffset, vm.ram)
        }
        for list in [MemoryMap.systemPath, MemoryMap.systemArguments] { vm.ram[list] = NativeType.list.address }
        vm.setRoot(.mainGlobals, Value(address: MemoryMap.mainGlobals))
        vm.setRoot(.loadedModules, Value(address: MemoryMap.loadedModules))
        vm.setRoot(.systemPath, Value(address: MemoryMap.systemPath))
        vm.setRoot(.arguments, Value(address: MemoryMap.systemArguments))
        vm.setRoot(.currentLocals, Value(address: MemoryMap.mainGlobals))
    }

    /// Powers the guest on: makes the objects that every start makes on the heap.
    ///
    /// - Parameter mountPoint: where the guest finds the files of `mount(_:workingDirectory:)`.
    public func start(
        path: [String] = [""], arguments: [String] = [], mountPoint: String = "/"
    ) throws(GuestException) {
        try initializeModules()
        try MountTable(vm: vm).mountFirmwareFiles(at: mountPoint)
        for (list, entries) in [(MemoryMap.systemPath, path), (MemoryMap.systemArguments, arguments)] {
            try ListObject.allocateItems(vm, list)
            for entry in entries { try ListObject.append(vm, Value(address: list), vm.newStr(entry)) }
        }
        vm.closeScope(0)
    }

    /// Makes modules names of `__main__`, as the scripts leave it that a board's firmware runs before any file.
    public func bringIntoMain(_ modules: [String]) throws(GuestException) {
        for module in modules {
            let name = Value(try vm.intern(module))
            let value = try vm.importModule(name, globals: .none, from: .false, level: Value(smallInt: 0))
            try DictObject.store(MemoryMap.mainGlobals, name, value, vm)
        }
    }

    /// The dicts of `sys.modules` and `__main__`.
    func initializeModules() throws(GuestException) {
        try DictObject.map(MemoryMap.loadedModules, vm).initialize(capacity: 3)
        try DictObject.map(MemoryMap.mainGlobals, vm).initialize(capacity: 1)
        try DictObject.store(MemoryMap.mainGlobals, Value(.__name__), Value(.__main__), vm)
    }

    /// Compiles and runs a program in `__main__`.
    ///
    /// - Parameter isFile: it is read as a file is, through a buffer on the heap, and not from text outside of it.
    public func run(source: [UInt8], file: String, isFile: Bool = true, reporter: Reporter = .runner) -> Outcome {
        outcome(reporter: reporter) { () throws(GuestException) in
            let name = try vm.intern(file)
            if source.first == UInt8(ascii: "M") && file.hasSuffix(".mpy") {
                try DictObject.store(MemoryMap.mainGlobals, Value(.__file__), Value(name), vm)
                try vm.runCompiled(source, in: MemoryMap.mainGlobals)
            } else {
                try vm.runSource(
                    source, isFile: isFile, file: name, in: MemoryMap.mainGlobals, isCompileOnly: isCompileOnly)
            }
        }
    }

    /// Imports a module, or the `__main__` of a package, as the main program: `-m` of the unix port.
    public func run(module name: String) -> Outcome {
        outcome(reporter: .main) { () throws(GuestException) in
            let module = try importMain(name)
            guard try vm.loadAttributeMaybe(module, Qstr(.__path__)) != nil else { return }
            _ = try importMain(name + ".__main__")
        }
    }

    private func importMain(_ name: String) throws(GuestException) -> Value {
        try vm.importModule(vm.newStr(name), globals: .none, from: .false, level: Value(smallInt: 0))
    }

    /// Prints what `micropython.mem_info()` does.
    public func printMemoryInfo() { try? MemoryReport(vm).print(vm.console, withTable: false) }

    /// Calls what `sys.atexit` was given.
    public func runExitHandler() {
        let handler = vm.root(.exitHandler)
        guard !handler.isNull, handler != .none else { return }
        vm.setRoot(.exitHandler, .none)
        _ = outcome(reporter: .main) { () throws(GuestException) in _ = try vm.call(handler, []) }
    }

    /// Runs native code as the guest's main program; prints what it raises.
    ///
    /// - Parameter afterBody: what the host does before anything is printed.
    public func outcome(
        reporter: Reporter = .runner, afterBody: () -> Void = {}, _ body: () throws(GuestException) -> Void
    ) -> Outcome {
        defer { vm.closeScope(0) }
        do throws(GuestException) {
            try body()
            afterBody()
            return .finished
        } catch {
            afterBody()
            if vm.engine.pointee.isStopping {
                vm.engine.pointee.isStopping = false
                return .stopped
            }
            vm.keep(error.value)
            return end(error.value, reporter)
        }
    }

    private func end(_ exception: Value, _ reporter: Reporter) -> Outcome {
        if ExceptionObject.matches(exception, .systemExit, vm) { return exit(exception, reporter) }
        lastErrorLine =
            ExceptionObject.isException(exception, vm) ? ExceptionObject.traceback(exception, vm).first?.line : nil
        let type = vm.string(vm.typeName(exception))
        let message =
            (try? vm.hostText { printer throws(GuestException) in try vm.print(exception, printer, .str) }) ?? ""
        vm.heap.lockDepth = 0
        try? vm.printException(exception, reporter == .main ? vm.errorConsole : vm.console)
        return .raised(type: type, message: message)
    }

    private func exit(_ exception: Value, _ reporter: Reporter) -> Outcome {
        let argument = ExceptionObject.firstArgument(exception, vm)
        if argument == .none { return .exited(0) }
        if let code = exitCode(argument, reporter) { return .exited(code & 0xFF) }
        if reporter == .runner {
            try? vm.print(argument, vm.errorConsole, .str)
            try? vm.errorConsole.write("\n")
        }
        return .exited(1)
    }

    /// A bool is a number for the unix port's main program alone, and a number of more than 32 bits for the other.
    private func exitCode(_ argument: Value, _ reporter: Reporter) -> Int? {
        do throws(GuestException) {
            if vm.isInteger(argument) {
                return try reporter == .runner ? vm.int(truncating: argument) : vm.int(argument)
            }
            return reporter == .main && vm.isExactly(argument, .bool) ? try vm.int(argument) : nil
        } catch {
            return nil
        }
    }
}

extension VM {
    /// Hands out cycles: the engine asks again when they are used up.
    public func grant(_ cycles: Int) {
        engine.pointee.isServiceDue = false
        engine.pointee.granted += cycles
        engine.pointee.budget += cycles
    }

    /// Cycles until the engine asks its host; negative when they are used up.
    public var cyclesLeft: Int { engine.pointee.budget }

    /// Raises an exception in the guest at its next jump or call: from `service` only.
    public func interrupt(_ exception: GuestException) { engine.pointee.pending = exception.value }

    /// The line of the guest that runs now, and its file.
    public var currentLine: (file: String, line: Int)? {
        let frame = engine.pointee.top
        guard frame > engine.pointee.frames else { return nil }
        return (string(frame.pointee.code.pointee.file), line(of: engine.pointee.ip, in: frame.pointee.code))
    }

    func makeMemoryError(_ byteCount: Int) -> GuestException {
        state.pointee.failedAllocation = byteCount
        noteMemoryFailure(byteCount)
        state.pointee.hooks.onMemoryError?(self, byteCount)
        if heap.lockDepth > 0 { return error(.memoryError, "memory allocation failed, heap is locked") }
        return error(.memoryError, "memory allocation failed, allocating %u bytes", .int(byteCount & 0xFFFF_FFFF))
    }
}
