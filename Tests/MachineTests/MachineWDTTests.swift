import Board
import Fabric
import TestBench
import Testing

@Suite struct MachineWDTTests {
    /// A watchdog that is not fed resets the board, and the cause says so.
    @Test(arguments: ["pico", "esp32", "nodemcu", "pyboard"])
    func aHungryWatchdogResets(board: String) throws {
        let desk = try Desk(board)
        let argument = board == "nodemcu" ? "" : "timeout=\(board == "esp32" ? 1000 : 500)"
        desk.run(
            """
            import machine, time
            if machine.reset_cause() == machine.WDT_RESET:
                print('bitten')
            else:
                w = machine.WDT(\(argument))
                for i in range(4):
                    time.sleep_ms(400)
                    w.feed()
                print('fed')
                while True:
                    pass
            """)
        #expect(desk.lines == ["fed", "bitten"])
        let timeout = board == "nodemcu" ? 5000 : board == "esp32" ? 1000 : 500
        let wait = (desk.lineTimes[1] - desk.lineTimes[0]) / 1_000_000_000
        #expect((timeout...timeout + 100).contains(Int(wait)))
    }

    /// machine_wdt.c of the ports.
    @Test(arguments: [
        ("pico", "timeout=8389", "ValueError timeout exceeds 8388"), ("pico", "1", "ValueError WDT(1) doesn't exist"),
        ("esp32", "timeout=0", "ValueError WDT timeout too short"), ("esp32", "1", "ValueError"),
        ("nodemcu", "timeout=4000", "ValueError"), ("pyboard", "timeout=0", "ValueError WDT timeout too short"),
        ("pyboard", "timeout=40000", "ValueError WDT timeout too long"),
        ("pyboard", "'other'", "ValueError WDT(other) doesn't exist"),
        ("pyboard", "'WWDG'", "NotImplementedError machine.WDT('WWDG') isn't modelled by Perch"),
    ]) func refusals(board: String, arguments: String, message: String) throws {
        let desk = try Desk(board)
        desk.runCatching("machine.WDT(\(arguments))", after: "import machine")
        #expect(desk.text.trimmed == message)
    }

    /// A soft reset leaves it running.
    @Test func aSoftResetLeavesItRunning() throws {
        let desk = try Desk()
        desk.run(
            """
            import machine, time
            if machine.reset_cause() == machine.WDT_RESET:
                print('bitten')
            elif machine.RTC().datetime()[0] == 2040:
                print('soft')
                time.sleep(2)
                print('never')
            else:
                machine.RTC().datetime((2040, 1, 1, 0, 0, 0, 0, 0))
                machine.WDT(timeout=1000)
                machine.soft_reset()
            """)
        #expect(desk.lines == ["MPY: soft reboot", "soft", "bitten"])
    }
}

extension String {
    /// Without the space that an empty message leaves behind a name, and the end of the line.
    var trimmed: String {
        String(self[..<(lastIndex { $0 != " " && $0 != "\n" }.map { index(after: $0) } ?? startIndex)])
    }
}
