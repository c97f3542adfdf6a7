import Board
import Fabric
import TestBench
import Testing

@Suite struct MachinePinTests {
    /// Five rounds of 500 ms high and 500 ms low. Each edge comes after the last by the sleep, and by at most as much as a dozen
    /// instructions cost.
    @Test(arguments: [
        ("pico", "'LED'", "GP25", 50), ("esp32", "2", "GPIO2", 50), ("nodemcu", "2", "GPIO2", 120),
        ("pyboard", "'LED_RED'", "LED_RED", 50), ("tiny16", "'LED'", "PA5", 120),
    ])
    func blinkHasItsEdgesInTime(board: String, pin: String, net: String, slackMicroseconds: UInt64) throws {
        let desk = try Desk(board)
        let end = desk.run(
            """
            from machine import Pin
            import time
            led = Pin(\(pin), Pin.OUT, value=0)
            for i in range(5):
                led.on()
                time.sleep_ms(500)
                led.off()
                time.sleep_ms(500)
            """)
        #expect(end == .finished)
        let edges = Array(desk.edges(of: net).drop { $0.level != .high })
        #expect(edges.map(\.level) == Array(repeating: [Level.high, .low], count: 5).flatMap { $0 })
        for (edge, next) in zip(edges, edges.dropFirst()) {
            let gap = next.at - edge.at
            #expect(gap >= .milliseconds(500) && gap <= .milliseconds(500) + .microseconds(slackMicroseconds))
        }
    }

    // MARK: Errors, in the words of the ports

    static let badPins = [
        ("pico", "Pin(99)", "ValueError invalid pin"), ("pico", "Pin('NOPE')", "ValueError unknown named pin \"NOPE\""),
        ("esp32", "Pin(24)", "ValueError invalid pin"), ("esp32", "Pin('D2')", "ValueError invalid pin"),
        ("esp32", "Pin(34, Pin.OUT)", "ValueError pin can only be input"),
        ("nodemcu", "Pin(6)", "ValueError invalid pin"), ("nodemcu", "Pin('D4')", "ValueError invalid pin"),
        ("nodemcu", "Pin(16, Pin.IN, Pin.PULL_UP)", "ValueError Pin(16) doesn't support pull"),
        ("nodemcu", "Pin(16).irq(print)", "OSError pin does not have IRQ capabilities"),
        ("nodemcu", "Pin(5).irq(print, hard=True)", "ValueError hard IRQ not supported"),
        ("pyboard", "Pin('X99')", "ValueError Pin(X99) doesn't exist"),
        ("pyboard", "Pin('X1', 77)", "ValueError invalid pin mode: 77"),
        ("pyboard", "Pin('X1', Pin.IN, 7)", "ValueError invalid pin pull: 7"),
        ("tiny16", "Pin('GP0')", "ValueError Pin(GP0) doesn't exist"),
        ("tiny16", "Pin('LED').init()", "TypeError 'mode' argument required"),
    ]

    @Test(arguments: badPins)
    func aPinThatIsNotThereGivesThePortsOwnError(board: String, call: String, error: String) throws {
        let desk = try Desk(board)
        desk.runCatching(call, after: "from machine import Pin")
        #expect(desk.text == error + "\n")
    }

    @Test func aNumberIsNoPinOnAPyboard() throws {
        let desk = try Desk("pyboard")
        let end = desk.run("from machine import Pin\nPin(1)")
        guard case .uncaught("TypeError", _) = end else {
            Issue.record("\(end)")
            return
        }
    }

    // MARK: Describing

    @Test(arguments: [
        ("pico", "Pin(25, Pin.OUT)", "Pin(GPIO25, mode=OUT)"),
        ("pico", "Pin('GP2', Pin.IN, Pin.PULL_UP)", "Pin(GPIO2, mode=IN, pull=PULL_UP)"),
        ("pico", "Pin(3, Pin.OPEN_DRAIN)", "Pin(GPIO3, mode=OPEN_DRAIN)"),
        ("esp32", "Pin(2, Pin.OUT)", "Pin(2, mode=Pin.OUT)"), ("nodemcu", "Pin(2, Pin.OUT)", "Pin(2)"),
        ("pyboard", "Pin('X1', Pin.IN, Pin.PULL_DOWN)", "Pin(Pin.cpu.A0, mode=Pin.IN, pull=Pin.PULL_DOWN)"),
        ("pyboard", "Pin.board.LED_BLUE", "Pin(Pin.cpu.B4, mode=Pin.IN)"),
        ("pico", "Pin.board.LED is Pin(25)", "True"), ("pyboard", "Pin.cpu.A13 is Pin('LED_RED')", "True"),
        ("pyboard", "Pin('X1').names()", "['A0', 'X1']"), ("tiny16", "Pin('PA5').name()", "A5"),
    ])
    func aPinIsPrintedAsThePortPrintsIt(board: String, expression: String, text: String) throws {
        let desk = try Desk(board)
        desk.run("from machine import Pin\nprint(\(expression))")
        #expect(desk.text == text + "\n")
    }

    // MARK: Levels

    @Test func pullsAndOpenDrainMakeLevels() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import Pin
            up = Pin(2, Pin.IN, Pin.PULL_UP)
            down = Pin(3, Pin.IN, Pin.PULL_DOWN)
            print(up.value(), down(), up() )
            drain = Pin(4, Pin.OPEN_DRAIN, Pin.PULL_UP)
            print(drain())
            drain(0)
            print(drain())
            drain.on()
            print(drain.value())
            out = Pin(5, Pin.OUT, value=1)
            print(out()); out.toggle(); print(out()); out.high(); print(out()); out.low(); print(out())
            """)
        #expect(desk.lines == ["1 0 1", "1", "0", "1", "1", "0", "1", "0"])
    }

    /// The output register of an ESP8266's input cannot be written; that of an RP2040's can, and shows when the pin becomes an output.
    @Test func theLatchOutlivesTheDirectionWhereItDoes() throws {
        let sketch = "from machine import Pin\np = Pin(4, Pin.IN)\np(1)\np.init(Pin.OUT)\nprint(p())"
        let pico = try Desk()
        pico.run(sketch)
        #expect(pico.text == "1\n")
        let nodemcu = try Desk("nodemcu")
        nodemcu.run(sketch)
        #expect(nodemcu.text == "0\n")
    }

    @Test func theBoardsOwnButtonReads() throws {
        let desk = try Desk("tiny16")
        try desk.board.plan(at: .milliseconds(50), part: "SW", control: "pressed", to: 1)
        desk.run(
            "from machine import Pin\nimport time\nsw = Pin('SW', Pin.IN)\nprint(sw())\ntime.sleep_ms(100)\nprint(sw())"
        )
        #expect(desk.text == "1\n0\n")
    }
}
