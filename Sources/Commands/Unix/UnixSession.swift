import ArgumentParser
import Foundation
import MicroPython

/// One run of `perch micropython`, from power-on to exit code (ports/unix/main.c, v1.29).
final class UnixSession {
    private let arguments: UnixArguments
    private let interpreter: Interpreter
    private let console = UnixConsole()

    static let banner = "MicroPython \(Firmware.release); \(Firmware.unix32.machineName)"

    /// Cycles between two looks at the host: signals, and output that someone may wait for.
    private static let sliceCycles = 1 << 22

    init(_ arguments: UnixArguments) throws(Complaint) {
        self.arguments = arguments
        var layout = RAMLayout.unix32
        layout.heapBytes = arguments.heapBytes
        var clock = UnixClock(isVirtual: arguments.hasVirtualClock)
        let console = Uncheckedly(console)
        clock.poll = { vm throws(GuestException) in
            console.value.flush()
            try Self.poll(vm)
        }
        var firmware = arguments.hasEverything ? Firmware.coverage : .unix32
        firmware.executable = Self.executable
        do {
            interpreter = try Interpreter(
                firmware: firmware, layout: layout,
                modules: [UnixTimeModule(clock: clock).module, UnixMachineModule(clock: clock).module])
        } catch {
            throw Complaint(.bug, "\(error)")
        }
        interpreter.setConsole { console.value.write($0) }
        interpreter.setErrorConsole { console.value.writeError($0) }
        interpreter.mount(HostFiles(), workingDirectory: HostFiles.workingDirectory)
        interpreter.setClock(clock)
        interpreter.setInput(UnixInput(self.console))
        interpreter.setFrozen(FrozenModule.asyncio)
        interpreter.setIdle { [clock] (vm, isDone) throws(GuestException) in try clock.idle(vm, isDone) }
        interpreter.setEnvironment(ProcessInfo.processInfo.environment) { command, environment in
            console.value.flush()
            return UnixCommand.run(command, environment)
        }
        interpreter.setService { vm in
            vm.grant(Self.sliceCycles - vm.cyclesLeft)
            do throws(GuestException) { try Self.poll(vm) } catch { vm.interrupt(error) }
        }
    }

    /// The program's own path, as the word that it was called by leads to it.
    private static var executable: String {
        let word = CommandLine.arguments.first ?? ""
        guard word.contains("/"), let real = realpath(word, nil) else { return word }
        defer { free(real) }
        return String(cString: real)
    }

    /// The guest runs on one thread at a time, and its console with it.
    private struct Uncheckedly<Value>: @unchecked Sendable {
        let value: Value
        init(_ value: Value) { self.value = value }
    }

    /// What has happened to the process: Ctrl-C, and callbacks that the guest scheduled.
    private static func poll(_ vm: VM) throws(GuestException) {
        if Interrupts.take() { try vm.interruptMain(vm.exception(.keyboardInterrupt, "")) }
        if vm.hasScheduledCalls { try vm.runScheduledCalls() }
    }

    /// Runs what the command line names, and the prompt where it asks for one.
    func run() throws(Complaint) -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        Interrupts.install()
        defer { console.flush() }
        interpreter.optimisationLevel = arguments.optimisationLevel
        interpreter.verbosity = arguments.verbosity
        interpreter.isCompileOnly = arguments.isCompileOnly
        var code = try runProgram()
        let inspects = arguments.inspects || interpreter.environment["MICROPYINSPECT"]?.isEmpty == false
        if code == nil || inspects {
            if isatty(STDIN_FILENO) != 0 || inspects {
                code = try UnixPrompt(interpreter: interpreter, console: console).run()
            } else {
                code = runInput()
            }
        }
        interpreter.runExitHandler()
        if arguments.verbosity > 0 { interpreter.printMemoryInfo() }
        return code ?? 0
    }

    private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// The exit code of the program that was named; nil where none was.
    private func runProgram() throws(Complaint) -> Int32? {
        if case .file(let path) = arguments.program { return try run(file: path) }
        try start(folder: "")
        switch arguments.program {
        case .code(let text):
            return exitCode(interpreter.run(source: Array(text.utf8), file: "<stdin>", isFile: false))
        case .module(let name): return exitCode(interpreter.run(module: name))
        case .file, .none: return nil
        }
    }

    /// A program on stdin, whose errors go to stderr.
    private func runInput() -> Int32 {
        let source = StandardStreams.readAll(STDIN_FILENO) ?? []
        return exitCode(interpreter.run(source: source, file: "<stdin>", reporter: .main))
    }

    private func run(file path: String) throws(Complaint) -> Int32 {
        guard let real = realpath(path, nil) else {
            let number = errno
            let words =
                "micropython: can't open file '\(path)': [Errno \(number)] \(String(cString: strerror(number)))\n"
            StandardStreams.write(words, to: STDERR_FILENO)
            return 2
        }
        defer { free(real) }
        let folder = String(cString: real).split(separator: "/", omittingEmptySubsequences: false).dropLast()
        try start(folder: folder.joined(separator: "/"))
        guard let source = HostFiles().read(path) else {
            return exitCode(interpreter.outcome { () throws(GuestException) in throw interpreter.vm.osError(21) })
        }
        return exitCode(interpreter.run(source: source, file: path))
    }

    private func start(folder: String) throws(Complaint) {
        do {
            try interpreter.startAsUnix(folder: folder, path: Self.searchPath, arguments: arguments.arguments)
        } catch {
            throw Complaint(.failed, "the heap is too small to start in; give a larger -X heapsize")
        }
    }

    /// `sys.path` behind its first entry.
    private static var searchPath: [Interpreter.UnixPathEntry] {
        var text = environment("MICROPYPATH") ?? ".frozen:~/.micropython/lib:/usr/lib/micropython"
        if text.hasPrefix(":") { text.removeFirst() }
        if text.isEmpty { return [] }
        return text.split(separator: ":", omittingEmptySubsequences: false).map { entry in
            guard entry.hasPrefix("~/"), let home = environment("HOME") else { return .interned(String(entry)) }
            return .home(home, below: String(entry.dropFirst()))
        }
    }

    private func exitCode(_ outcome: Interpreter.Outcome) -> Int32 {
        switch outcome {
        case .finished: 0
        case .exited(let code): Int32(code)
        case .raised("KeyboardInterrupt", _): ExitCode.interrupted.rawValue
        case .raised, .stopped: 1
        }
    }
}
