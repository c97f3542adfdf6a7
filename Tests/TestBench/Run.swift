import MicroPython

/// What a program did: the text that it printed, and how it ended.
public struct GuestRun: Sendable {
    /// Everything that it printed.
    public var text: String
    /// How it ended.
    public var outcome: Interpreter.Outcome
}

/// Runs a program as the 32-bit unix port would, with its firmware and its memory, the core's modules, asyncio, and as much of `time` as that
/// needs.
public func run(
    _ source: String, file: String = "main.py", firmware: Firmware = .unix32, heapBytes: Int? = nil,
    files: any GuestFiles = NoFiles()
) throws -> GuestRun {
    try run(Array(source.utf8), file: file, firmware: firmware, heapBytes: heapBytes, files: files)
}

/// As `run` of a text; `program` may be a compiled one, if the file's name ends so.
public func run(
    _ program: [UInt8], file: String, firmware: Firmware = .unix32, heapBytes: Int? = nil,
    files: any GuestFiles = NoFiles()
) throws -> GuestRun {
    var layout = RAMLayout.unix32
    if let heapBytes { layout.heapBytes = heapBytes }
    let interpreter = try Interpreter(firmware: firmware, layout: layout, modules: [cycleTime])
    interpreter.setFrozen(FrozenModule.asyncio)
    let output = Output()
    interpreter.setConsole { output.bytes += $0 }
    // Warnings go to the unix port's standard error, which the expected texts of its everything-on variant include.
    if firmware.name == Firmware.unix32.name { interpreter.setErrorConsole { _ in } }
    interpreter.setService { vm in
        vm.grant(1 << 40)
        do throws(GuestException) {
            if vm.hasScheduledCalls { try vm.runScheduledCalls() }
        } catch {
            vm.interrupt(error)
        }
    }
    interpreter.mount(RAMFiles(over: files))
    try interpreter.start(path: ["", ".frozen"])
    let outcome = interpreter.run(source: program, file: file)
    return GuestRun(text: String(decoding: output.bytes, as: UTF8.self), outcome: outcome)
}

/// `time` as far as asyncio needs it, counted in the guest's own cycles: the time waited is that of `VM.clock`.
private let cycleTime = NativeModule(
    name: "time",
    members: [
        "ticks_ms": .fixed(0) { (vm, _) throws(GuestException) in
            try vm.newInt(vm.cycles / 1_000_000 & 0x3FFF_FFFF)
        },
        "ticks_add": .fixed(2) { (vm, arguments) throws(GuestException) in
            try vm.newInt((vm.int(arguments[0]) + vm.int(arguments[1])) & 0x3FFF_FFFF)
        },
        "ticks_diff": .fixed(2) { (vm, arguments) throws(GuestException) in
            let half = 1 << 29
            return try vm.newInt((vm.int(arguments[0]) - vm.int(arguments[1]) + half & 0x3FFF_FFFF) - half)
        },
    ], isExtensible: true)

private final class Output {
    var bytes: [UInt8] = []
}
