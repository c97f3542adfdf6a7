import MicroPython

/// What a program did: the text that it printed, and how it ended.
public struct GuestRun: Sendable {
    /// Everything that it printed.
    public var text: String
    /// How it ended.
    public var outcome: Interpreter.Outcome
}

/// Runs a program as the 32-bit unix port would, with its firmware, its memory and no modules but the core's.
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
    let interpreter = try Interpreter(firmware: firmware, layout: layout)
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
    try interpreter.start()
    let outcome = interpreter.run(source: program, file: file)
    return GuestRun(text: String(decoding: output.bytes, as: UTF8.self), outcome: outcome)
}

private final class Output {
    var bytes: [UInt8] = []
}
