import Foundation
import TestBench
import Testing

/// The program itself, as a shell sees it.
@Suite struct ProcessTests {
    struct Result {
        let exitCode: Int32
        let output: String
        let errors: String
    }

    /// `perch`, which lies beside the tests.
    static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "perch")

    /// Runs it, and presses Ctrl-C so often, each time when the sketch has printed something.
    private func perch(_ arguments: String..., input: String = "", interrupts: Int = 0) throws -> Result {
        let process = Process()
        let pipes = (input: Pipe(), output: Pipe(), errors: Pipe())
        process.executableURL = Self.program
        process.arguments = arguments
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
        return Result(
            exitCode: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: errors, as: UTF8.self))
    }

    @Test func serialGoesToStdoutAndPerchsWordsToStderr() throws {
        let result = try perch("run", "-c", "print('hello')  # on a pyboard")
        #expect(result.exitCode == 0)
        #expect(result.output == "hello\n")
        #expect(result.errors == "perch: board pyboard (line 1 says 'pyboard'); choose with --board\n")
    }

    @Test func exitCodesReachTheShell() throws {
        #expect(try perch("run", "--board", "pico", "-c", "import sys; sys.exit(7)").exitCode == 7)
        #expect(try perch("run", "--board", "pico", "-c", "1/0").exitCode == 1)
        #expect(try perch("run", "--board", "tiny16", "-c", "x = bytearray(20000)").exitCode == 40)
        #expect(try perch("run", "/no/such/file").exitCode == 66)
        #expect(try perch("run", "--no-such-option").exitCode == 64)
        #expect(try perch("no-such-command").exitCode == 64)
    }

    @Test func aMemoryErrorIsExplainedOnStderr() throws {
        let result = try perch("run", "--board", "tiny16", "-c", "x = bytearray(20000)")
        #expect(result.output.hasSuffix("MemoryError: memory allocation failed, allocating 20000 bytes\n"))
        #expect(result.errors.hasPrefix("perch: out of heap on tiny16 at <stdin>:1: 20000 bytes asked, "))
    }

    @Test func exitCodesStandInTheHelp() throws {
        let help = try perch("run", "--help")
        #expect(help.exitCode == 0)
        for code in ["0", "1", "40", "41", "42", "64", "65", "66", "70", "130"] {
            #expect(help.output.contains("\n  \(code) ") || help.output.contains("  \(code)  "), "\(code)")
        }
    }

    @Test func theFirstInterruptIsTheSketchs() throws {
        let program = """
            import time
            print("ready")
            try:
                while True: time.sleep(1)
            except KeyboardInterrupt: print("bye")
            """
        let result = try perch("run", "--board", "pico", "--speed", "1", "-c", program, interrupts: 1)
        #expect(result.exitCode == 0)
        #expect(result.output == "ready\nbye\n")
    }

    @Test func theSecondInterruptEndsTheRun() throws {
        let program = """
            import time
            while True:
                print("ready")
                try:
                    while True: time.sleep(1)
                except KeyboardInterrupt: pass
            """
        let result = try perch("run", "--board", "pico", "--speed", "1", "-c", program, interrupts: 2)
        #expect(result.exitCode == 130)
    }

    @Test func aReaderThatGoesAwayDoesNotKillTheRun() throws {
        let folder = try TemporaryFolder()
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        let run = "'\(Self.program.path)' run -q --board pico --serial-log-file '\(folder.path)/log'"
        shell.arguments = ["-c", "\(run) -c 'for i in range(20000): print(i)' | head -n 1 > /dev/null"]
        try shell.run()
        shell.waitUntilExit()
        let log = try String(contentsOfFile: "\(folder.path)/log", encoding: .utf8)
        #expect(log.hasSuffix("19999\n"))
    }
}
