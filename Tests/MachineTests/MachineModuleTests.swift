import Board
import Fabric
import TestBench
import Testing

@Suite struct MachineModuleTests {
    @Test(arguments: [
        ("pico", "125000000"), ("esp32", "160000000"), ("nodemcu", "80000000"),
        ("pyboard", "(168000000, 168000000, 42000000, 84000000)"), ("tiny16", "(48000000, 48000000, 48000000)"),
    ])
    func freqIsTheBoardsClock(board: String, text: String) throws {
        let desk = try Desk(board)
        desk.run("import machine\nprint(machine.freq())")
        #expect(desk.text == text + "\n")
    }

    @Test(arguments: [
        ("pico", "1000000", "ValueError cannot change frequency"),
        ("esp32", "100000000", "ValueError frequency must be 20MHz, 40MHz, 80Mhz, 160MHz or 240MHz"),
        ("nodemcu", "40000000", "ValueError frequency can only be either 80Mhz or 160MHz"),
        ("tiny16", "8000000", "NotImplementedError machine.freq set not supported yet"),
    ])
    func freqRefusesInThePortsWords(board: String, hertz: String, error: String) throws {
        let desk = try Desk(board)
        desk.runCatching("machine.freq(\(hertz))", after: "import machine")
        #expect(desk.text == error + "\n")
    }

    /// Twice the clock, half the time for the same loop; a sleep stays as long as it is.
    @Test func aFasterClockMakesInstructionsShorter() throws {
        let desk = try Desk("nodemcu")
        desk.run(
            """
            import machine, time
            def loop():
                start = time.ticks_us()
                for i in range(10000):
                    pass
                return time.ticks_diff(time.ticks_us(), start)
            slow = loop()
            machine.freq(160000000)
            fast = loop()
            start = time.ticks_us()
            time.sleep_ms(20)
            print(round(slow / fast * 100), time.ticks_diff(time.ticks_us(), start) // 1000)
            """)
        #expect(desk.text == "200 20\n")
    }

    @Test func everyBoardHasItsID() throws {
        let desk = try Desk()
        desk.run("import machine\nprint(machine.unique_id())")
        #expect(desk.text == "b'\\xe6a\\x18`K$<!'\n")
    }

    /// The watchdog is what resets an RP2040, so it reads back as that.
    @Test(arguments: [("pico", "1", "3"), ("esp32", "1", "2"), ("nodemcu", "0", "4"), ("pyboard", "1", "2")])
    func resetStartsTheProgramAnew(board: String, first: String, second: String) throws {
        let desk = try Desk(board)
        let end = desk.run(
            """
            import machine, time
            print(machine.reset_cause())
            time.sleep_ms(20)
            if machine.reset_cause() == \(first):
                try:
                    machine.reset()
                except:
                    print("caught")
                finally:
                    print("finally")
            """)
        #expect(end == .finished)
        #expect(desk.lines == [first, second])
        #expect(desk.board.resetCount == 1)
    }

    @Test func aResetLetsGoOfThePins() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            import machine, time
            if machine.reset_cause() == machine.PWRON_RESET:
                machine.Pin(2, machine.Pin.OUT, value=1)
                time.sleep_ms(100)
                machine.reset()
            """)
        #expect(desk.edges(of: "GPIO2").last?.level == .floating)
    }

    @Test func deepsleepEndsAsAReset() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            import machine, time
            print(machine.reset_cause() == machine.DEEPSLEEP_RESET, time.ticks_ms() // 1000)
            if machine.reset_cause() == machine.PWRON_RESET:
                machine.deepsleep(5000)
            """)
        #expect(desk.lines == ["False 0", "True 5"])
    }

    @Test func resetsWithoutEndAreALoop() throws {
        let desk = try Desk()
        let end = desk.run("import machine\nmachine.reset()")
        guard case .resetLoop(let count) = end else {
            Issue.record("\(end)")
            return
        }
        #expect(count == 16)
    }

    @Test func lightsleepWakesOnAPin() throws {
        let desk = try Desk(parts: [MachineInterruptTests.button("GP15")])
        try desk.board.plan(at: .milliseconds(700), part: "btn1", control: "pressed", to: 1)
        desk.run(
            """
            import machine, time
            p = machine.Pin(15, machine.Pin.IN, machine.Pin.PULL_UP)
            p.irq(lambda p: None, machine.Pin.IRQ_FALLING)
            machine.lightsleep(200)
            print(time.ticks_ms())
            machine.lightsleep()
            print(time.ticks_ms())
            p.irq(None)
            """)
        #expect(desk.lines == ["200", "700"])
    }

    @Test func memorySaysThatItIsNotThere() throws {
        let desk = try Desk()
        let end = desk.run("import machine\nprint(machine.mem32)\nmachine.mem32[0x40054000]")
        #expect(desk.lines.first == "<32-bit memory>")
        #expect(
            end
                == .uncaught(
                    type: "NotImplementedError", message: "the register at 0x40054000 (TIMER) isn't modelled by Perch")
        )
    }

    @Test func aSignalIsAPinTurnedRound() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import Pin, Signal
            pin = Pin(5, Pin.OUT, value=1)
            s = Signal(pin, invert=True)
            print(s(), s.value()); s.on(); print(pin(), s()); s.off(); print(pin(), s()); s.value(1); print(pin())
            t = Signal(6, Pin.OUT, value=1, invert=True)
            print(t(), Pin(6)())
            """)
        #expect(desk.lines == ["0 0", "0 1", "1 0", "0", "1 0"])
    }
}
