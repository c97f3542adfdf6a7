import Board
import Fabric
import TestBench
import Testing

/// The console behind the program, as shared/runtime/pyexec.c and main.c of the ports (v1.29) have it.
@Suite struct PromptTests {
    /// A board whose console is whole, after all of this was typed.
    private func desk(_ board: String = "pico", typed: String, program: Program = Program()) throws -> (Desk, RunEnd) {
        let desk = try Desk(board)
        desk.board.hasConsole = true
        desk.board.isInputOver = true
        desk.board.serial.send(Array(typed.utf8))
        return (desk, desk.board.run(program, limits: RunLimits(until: .seconds(60))))
    }

    private let project = Program(scripts: [
        ("boot.py", Array("print('boot', __name__)\nx = 5".utf8)), ("main.py", Array("print('main', x)".utf8)),
    ])

    private let banner = "; Raspberry Pi Pico with RP2040\r\nType \"help()\" for more information.\r\n>>> "

    @Test func namesCarryOverToThePrompt() throws {
        let (desk, end) = try desk(typed: "x + 1\r", program: project)
        #expect(end == .finished)
        #expect(desk.text.hasPrefix("boot __main__\r\nmain 5\r\nMicroPython v1.29.0"))
        #expect(desk.text.hasSuffix(banner + "x + 1\r\n6\r\n>>> "))
    }

    @Test func controlDStartsAnew() throws {
        let (desk, _) = try desk(typed: "x = 7\r\u{4}x\r", program: project)
        #expect(desk.board.resetCount == 1)
        #expect(desk.text.contains(">>> \r\nMPY: soft reboot\r\nboot __main__\r\nmain 5\r\n"))
        #expect(desk.text.hasSuffix(">>> x\r\n5\r\n>>> "))
    }

    @Test func stm32SyncsBeforeItStartsAnew() throws {
        let (desk, _) = try desk("pyboard", typed: "\u{4}")
        #expect(desk.text.contains(">>> \r\nMPY: sync filesystems\r\nMPY: soft reboot\r\n"))
    }

    @Test func rawModeStaysOverASoftResetAndSkipsMain() throws {
        let (desk, _) = try desk(typed: "\u{1}print('a')\u{4}\u{4}print('b')\u{4}\u{2}", program: project)
        #expect(
            desk.text.contains(
                "raw REPL; CTRL-B to exit\r\n>OKa\r\n\u{4}\u{4}>OK\r\nMPY: soft reboot\r\nboot __main__\r\n"
                    + "raw REPL; CTRL-B to exit\r\n>OKb\r\n\u{4}\u{4}>\r\nMicroPython"))
        #expect(desk.text.hasSuffix(banner))
    }

    @Test func aHardResetLeavesRawMode() throws {
        let (desk, _) = try desk(typed: "\u{1}import machine\nmachine.reset()\u{4}", program: project)
        #expect(desk.text.hasSuffix(">OKboot __main__\r\nmain 5\r\nMicroPython v1.29.0-perch on 2026-08-19" + banner))
    }

    @Test func anErrorInBootKeepsMainFromRunning() throws {
        let program = Program(scripts: [("boot.py", Array("1/0".utf8)), ("main.py", Array("print('main')".utf8))])
        let (desk, end) = try desk(typed: "", program: program)
        #expect(end == .uncaught(type: "ZeroDivisionError", message: "divide by zero"))
        #expect(
            desk.text.hasPrefix("Traceback (most recent call last):\r\n  File \"boot.py\", line 1, in <module>\r\n"))
        #expect(!desk.text.contains("main\r\n"))
        #expect(desk.text.hasSuffix(banner))
    }

    /// flash_error of boardctrl.c: four times red and green in turn for boot.py, 250 ms each.
    @Test func stm32FlashesItsLEDsForAnErrorInBoot() throws {
        let (desk, _) = try desk("pyboard", typed: "", program: Program(scripts: [("boot.py", Array("1/0".utf8))]))
        let red = desk.edges(of: "LED_RED").filter { $0.level == .high }
        let green = desk.edges(of: "LED_GREEN").filter { $0.level == .high }
        try #require(red.count == 4 && green.count == 4)
        #expect(green[0].at - red[0].at == .milliseconds(250))
        #expect(red[1].at - red[0].at == .milliseconds(500))
    }

    @Test func exitResetsButOnTheESP8266() throws {
        let program = Program.source("import sys\nsys.exit()")
        #expect(try desk(typed: "", program: program).1 == .resetLoop(resets: 16))
        #expect(try desk("nodemcu", typed: "", program: program).1 == .finished)
    }

    @Test func timersRunWhileNothingIsTyped() throws {
        let desk = try Desk()
        desk.board.hasConsole = true
        desk.board.circuit.events.schedule(at: .milliseconds(250)) { _ in desk.board.serial.send(Array("n\r".utf8)) }
        let end = desk.board.run(
            .source("import machine\nn = []\nt = machine.Timer(period=100, callback=lambda t: n.append(1))"),
            limits: RunLimits(until: .milliseconds(300)))
        guard case .stillRunning = end else { return #expect(Bool(false), "\(end)") }
        #expect(desk.text.hasSuffix(">>> n\r\n[1, 1]\r\n>>> "))
    }

    @Test func controlCIsAKeyAtThePromptAndStopsAProgram() throws {
        let desk = try Desk()
        desk.board.hasConsole = true
        for (time, text) in [(100, "\u{3}"), (200, "1 +\u{3}2\r")] {
            desk.board.circuit.events.schedule(at: .milliseconds(UInt64(time))) { _ in
                desk.board.serial.send(Array(text.utf8))
            }
        }
        desk.run("while True: pass", until: .milliseconds(300))
        #expect(desk.text.contains("KeyboardInterrupt: \r\nMicroPython"))
        #expect(desk.text.hasSuffix(">>> 1 +\r\n>>> 2\r\n2\r\n>>> "))
    }

    // MARK: The micro:bit

    /// source/microbit/main.cpp of bbcmicrobit/micropython: an empty flash imports everything.
    @Test func microbitKnowsItsModuleWithoutAProgram() throws {
        #expect(try desk("microbit", typed: "button_a.is_pressed()\r").0.text.hasSuffix("\r\nFalse\r\n>>> "))
    }

    @Test func microbitScrollsAnError() throws {
        let (desk, _) = try desk("microbit", typed: "", program: .source("\n1/0"))
        // "line 2 ZeroDivisionError divide by zero": 39 letters of up to six columns, 150 ms each (25 ticks of 6 ms).
        #expect(desk.board.now > .seconds(20) && desk.board.now < .seconds(36))
        #expect(desk.text.contains("ZeroDivisionError: divide by zero\r\nMicroPython"))
    }

    // MARK: What the ROM says

    @Test func espressifROMsSayWhyTheyStart() throws {
        let typed = "import machine\rmachine.deepsleep(1000)\rimport machine\rmachine.reset()\r"
        let text = try desk("esp32", typed: typed).0.text
        #expect(
            text.hasPrefix(
                "ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n"))
        #expect(text.contains("rst:0x5 (DEEPSLEEP_RESET)"))
        #expect(text.contains("rst:0xc (SW_CPU_RESET)"))
        #expect(try desk("esp32-c3", typed: "").0.text.contains("rst:0x1 (POWERON),boot:0xc (SPI_FAST_FLASH_BOOT)\r\n"))
    }

    /// At 74880 baud, read at 115200: no line of it can be read.
    @Test func theESP8266sROMIsGarbage() throws {
        let desk = try desk("nodemcu", typed: "").0
        #expect(!desk.text.contains("rst cause"))
        #expect(desk.text.contains("MicroPython v1.29.0"))
        #expect(desk.text.unicodeScalars.first != "M")
    }

    /// Without a console a run prints what its program prints, whatever the board.
    @Test(arguments: ["esp32", "nodemcu", "pico"])
    func otherRunsPrintWhatTheProgramPrints(board: String) throws {
        let desk = try Desk(board)
        desk.run("print(1)")
        #expect(desk.text == "1\n")
    }
}
