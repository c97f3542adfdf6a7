import Foundation

/// The program itself, started as a shell starts it.
struct PerchProcess {
    let exitCode: Int32
    let output: String
    let errors: String

    /// `perch`, which lies beside the tests.
    static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "perch").path

    /// Runs it, and presses Ctrl-C so often, each time when it has printed something.
    static func run(
        _ arguments: String..., input: String = "", interrupts: Int = 0, environment: [String: String] = [:]
    ) throws -> PerchProcess {
        try run(arguments, input: input, interrupts: interrupts, environment: environment)
    }

    static func run(
        _ arguments: [String], input: String = "", interrupts: Int = 0, environment: [String: String] = [:],
        program: String = path
    ) throws -> PerchProcess {
        let process = Process()
        let pipes = (input: Pipe(), output: Pipe(), errors: Pipe())
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = pipes.input
        process.standardOutput = pipes.output
        process.standardError = pipes.errors
        try process.run()
        try pipes.input.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try pipes.input.fileHandleForWriting.close()
        var output = Data()
        for _ in 0..<interrupts {
            output += pipes.output.fileHandleForReading.availableData
            process.interrupt()
        }
        output += pipes.output.fileHandleForReading.readDataToEndOfFile()
        let errors = pipes.errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return PerchProcess(
            exitCode: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: errors, as: UTF8.self))
    }
}
