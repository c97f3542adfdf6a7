import Testing

@testable import Commands

/// Threads under `perch micropython --clock virtual`: their order follows from the times alone.
@Suite struct UnixThreadTests {
    private func output(_ code: String) throws -> String {
        try PerchProcess.run("micropython", "--clock", "virtual", "-c", code).output
    }

    @Test func sleepersWakeInTheOrderOfTheirTimes() throws {
        let code = """
            import _thread, time
            def nap(name, milliseconds):
                for i in range(2):
                    time.sleep_ms(milliseconds)
                    print(name, time.ticks_ms())
            for name, milliseconds in (("a", 30), ("b", 10), ("c", 25)):
                _thread.start_new_thread(nap, (name, milliseconds))
            time.sleep_ms(100)
            print("end", time.ticks_ms())
            """
        #expect(try output(code) == "b 10\nb 20\nc 25\na 30\nc 50\na 60\nend 100\n")
    }

    @Test func aBusyThreadDoesNotKeepASleeperFromItsTime() throws {
        let code = """
            import _thread, time
            done = False
            def busy():
                while not done: pass
            _thread.start_new_thread(busy, ())
            for i in range(3):
                start = time.ticks_ms()
                time.sleep_ms(50)
                print(time.ticks_diff(time.ticks_ms(), start))
            done = True
            """
        #expect(try output(code) == "50\n50\n50\n")
    }

    @Test func threadsThatWorkTakeTurnsTheSameWayEachTime() throws {
        let code = """
            import _thread
            turns = []
            left = 3
            def work(number):
                global left
                for i in range(30000):
                    if not turns or turns[-1] != number: turns.append(number)
                left -= 1
            for number in range(3): _thread.start_new_thread(work, (number,))
            while left: pass
            print(turns)
            """
        let first = try output(code)
        #expect(first.count > 20)
        #expect(try output(code) == first)
    }

    @Test func theFirmwareWithEverythingOnIsAnOption() throws {
        let code = "import weakref, marshal, sys; x = 1; print(t'{x}', sys.settrace, sys.implementation._build)"
        let result = try PerchProcess.run("micropython", "-X", "firmware=coverage", "-c", code)
        #expect(
            result.output.hasPrefix(
                "Template(strings=('', ''), interpolations=(Interpolation(1, 'x', None, ''),)) <function"))
        #expect(result.output.hasSuffix(" coverage\n"))
        #expect(try PerchProcess.run("micropython", "-X", "firmware=standard", "-c", "import weakref").exitCode == 1)
        #expect(UnixArguments.parse(["-X", "firmware=esp99", "x.py"]) == .invalid)
    }
}
