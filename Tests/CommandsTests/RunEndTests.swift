import TestBench
import Testing

@testable import Commands

/// How runs end: exit codes and the words on stderr.
@Suite struct RunEndTests {
    @Test func aProgramThatReturnsIsFinishedSilently() throws {
        let run = try perchRun(["-c", "print('hello')", "--board", "pico"])
        #expect(run.exitCode == 0)
        #expect(run.serial == "hello\n")
        #expect(run.notes == [])
    }

    @Test func theBoardIsSaidWhenItWasGuessed() throws {
        let run = try perchRun(["-c", "import rp2"])
        #expect(run.notes.first?.hasPrefix("board pico (line 1 says 'import rp2')") == true)
        #expect(try perchRun(["-c", "pass", "--quiet"]).notes == [])
    }

    @Test(arguments: [("3", 3), ("0", 0), ("", 0), ("255", 255)])
    func theSketchChoosesItsExitCode(argument: String, code: Int) throws {
        let run = try perchRun(["-c", "import sys; sys.exit(\(argument))", "--board", "pico"])
        #expect(run.exitCode == Int32(code))
    }

    @Test func anUncaughtExceptionIsOne() throws {
        let run = try perchRun(["-c", "1/0", "--board", "pico"])
        #expect(run.exitCode == 1)
        #expect(
            run.serial == """
                Traceback (most recent call last):
                  File "<stdin>", line 1, in <module>
                ZeroDivisionError: divide by zero

                """)
    }

    @Test func thePromptTakesWhatThePipeBrings() throws {
        let console = ScriptedConsole()
        console.input = Array("print(6 * 7)\r".utf8)
        let run = try perchRun(["-i", "--board", "pico"], console: console)
        #expect(run.exitCode == 0)
        #expect(run.serial.hasSuffix(">>> print(6 * 7)\r\n42\r\n>>> "))
        #expect(try perchRun(["-i", "-c", "1/0", "--board", "pico"]).exitCode == 1)
    }

    @Test func controlBracketEndsThePrompt() throws {
        let console = ScriptedConsole()
        console.isTerminal = true
        console.isInputOpen = true
        console.input = Array("print(1)\r\u{1D}".utf8)
        let run = try perchRun(["-i", "--board", "pico"], console: console)
        #expect(run.exitCode == 0)
        #expect(run.serial.hasSuffix(">>> print(1)\r\n1\r\n>>> "))
    }

    @Test func anEndlessProgramWithoutALimitStopsAfterThirtySeconds() throws {
        let run = try perchRun(["-c", "import time\nwhile True: time.sleep(1)", "--board", "pico"])
        #expect(run.exitCode == 42)
        #expect(run.notes == ["still running after 30 s; use --for 30s if intended"])
    }

    @Test func aLengthOfTimeIsAPass() throws {
        let program = "import time\nwhile True:\n  print(time.ticks_ms() // 100)\n  time.sleep_ms(100)"
        let run = try perchRun(["-c", program, "--board", "pico", "--for", "450ms"])
        #expect(run.exitCode == 0)
        #expect(run.serial == "0\n1\n2\n3\n4\n")
    }

    @Test func aTimeoutIsAFailure() throws {
        let run = try perchRun(["-c", "import time\ntime.sleep(5)", "--board", "pico", "--timeout", "2s"])
        #expect(run.exitCode == 42)
        #expect(run.notes == ["not finished after 2 s (--timeout)"])
        #expect(try perchRun(["-c", "pass", "--board", "pico", "--timeout", "2s"]).exitCode == 0)
    }

    @Test func expectedTextEndsTheRun() throws {
        let program = "import time\nwhile True:\n  print('tick')\n  time.sleep(1)"
        let run = try perchRun(["-c", program, "--board", "pico", "--expect-text", "tick"])
        #expect(run.exitCode == 0)
        #expect(run.serial.hasPrefix("tick\n") && run.serial.count < 20)
    }

    @Test func expectedTextThatNeverComesIsAFailure() throws {
        let run = try perchRun(["-c", "print(1)", "--board", "pico", "--expect-text", "2"])
        #expect(run.exitCode == 1)
        #expect(run.notes == ["no serial line contains '2' (--expect-text)"])
    }

    @Test func forbiddenTextIsAFailure() throws {
        let run = try perchRun(["-c", "print('a')\nprint('Error')", "--board", "pico", "--fail-text", "Err"])
        #expect(run.exitCode == 1)
        #expect(run.notes == ["serial line 2 contains 'Err' (--fail-text)"])
    }

    @Test func aResetLoopIsToldFromWork() throws {
        let run = try perchRun(["-c", "import machine; machine.reset()", "--board", "pico"])
        #expect(run.exitCode == 41)
    }

    @Test func aTimerKeepsTheBoardAliveUntilItIsDone() throws {
        let program = """
            from machine import Timer
            Timer(-1, mode=Timer.ONE_SHOT, period=100, callback=lambda t: print('late'))
            print('early')
            """
        let run = try perchRun(["-c", program, "--board", "pico"])
        #expect(run.exitCode == 0)
        #expect(run.serial == "early\nlate\n")
    }

    @Test func waitingForWhatCanNeverComeIsSaid() throws {
        let program = "from machine import Pin\nPin(14, Pin.IN, Pin.PULL_UP).irq(lambda p: print('?'))"
        let run = try perchRun(["-c", program, "--board", "pico"])
        #expect(run.exitCode == 42)
        #expect(run.notes.count == 1 && run.notes[0].hasPrefix("the sketch waits forever: "))
    }

    @Test func theFirstInterruptGoesToTheSketch() throws {
        let console = ScriptedConsole()
        console.interruptsAtReads = [3]
        let program = "try:\n  while True: pass\nexcept KeyboardInterrupt: print('caught')"
        let run = try perchRun(["-c", program, "--board", "pico"], console: console)
        #expect(run.exitCode == 0)
        #expect(run.serial == "caught\n")
    }

    @Test func theSecondInterruptEndsTheRun() throws {
        let console = ScriptedConsole()
        console.interruptsAtReads = [3, 6]
        let program = "while True:\n  try:\n    while True: pass\n  except KeyboardInterrupt: pass"
        #expect(try perchRun(["-c", program, "--board", "pico"], console: console).exitCode == 130)
    }

    @Test func aTerminalSeesRealTime() throws {
        let console = ScriptedConsole()
        console.isTerminal = true
        _ = try perchRun(["-c", "import time; time.sleep(2)", "--board", "pico"], console: console)
        #expect(abs(Double(console.waited) / 1e9 - 2) < 0.1)
    }

    @Test func aPipeDoesNotWait() throws {
        let run = try perchRun(["-c", "import time; time.sleep(2)", "--board", "pico"])
        #expect(run.console.waited == 0)
    }

    @Test func speedScalesTime() throws {
        let run = try perchRun(["-c", "import time; time.sleep(2)", "--board", "pico", "--speed", "4"])
        #expect(abs(Double(run.console.waited) / 1e9 - 0.5) < 0.1)
    }
}
