import Foundation
import TestBench
import Testing

/// The program itself, as a shell sees it.
@Suite struct ProcessTests {
    @Test func serialGoesToStdoutAndPerchsWordsToStderr() throws {
        let result = try PerchProcess.run("run", "-c", "print('hello')  # on a pyboard")
        #expect(result.exitCode == 0)
        #expect(result.output == "hello\n")
        #expect(result.errors == "perch: board pyboard (line 1 says 'pyboard'); choose with --board\n")
    }

    @Test func exitCodesReachTheShell() throws {
        #expect(try PerchProcess.run("run", "--board", "pico", "-c", "import sys; sys.exit(7)").exitCode == 7)
        #expect(try PerchProcess.run("run", "--board", "pico", "-c", "1/0").exitCode == 1)
        #expect(try PerchProcess.run("run", "--board", "tiny16", "-c", "x = bytearray(20000)").exitCode == 40)
        #expect(try PerchProcess.run("run", "/no/such/file").exitCode == 66)
        #expect(try PerchProcess.run("run", "--no-such-option").exitCode == 64)
        #expect(try PerchProcess.run("no-such-command").exitCode == 64)
    }

    @Test func aMemoryErrorIsExplainedOnStderr() throws {
        let result = try PerchProcess.run("run", "--board", "tiny16", "-c", "x = bytearray(20000)")
        #expect(result.output.hasSuffix("MemoryError: memory allocation failed, allocating 20000 bytes\n"))
        #expect(result.errors.hasPrefix("perch: out of heap on tiny16 at <stdin>:1: 20000 bytes asked, "))
    }

    @Test func exitCodesStandInTheHelp() throws {
        let help = try PerchProcess.run("run", "--help")
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
        let result = try PerchProcess.run("run", "--board", "pico", "--speed", "1", "-c", program, interrupts: 1)
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
        let result = try PerchProcess.run("run", "--board", "pico", "--speed", "1", "-c", program, interrupts: 2)
        #expect(result.exitCode == 130)
    }

    @Test func aReaderThatGoesAwayDoesNotKillTheRun() throws {
        let folder = try TemporaryFolder()
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        let run = "'\(PerchProcess.path)' run -q --board pico --serial-log-file '\(folder.path)/log'"
        shell.arguments = ["-c", "\(run) -c 'for i in range(20000): print(i)' | head -n 1 > /dev/null"]
        try shell.run()
        shell.waitUntilExit()
        let log = try String(contentsOfFile: "\(folder.path)/log", encoding: .utf8)
        #expect(log.hasSuffix("19999\n"))
    }
}
