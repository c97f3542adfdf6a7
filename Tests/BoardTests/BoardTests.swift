import BoardProfiles
import Fabric
import Testing
import TestBench

@testable import Board

@Suite struct BoardTests {
    // MARK: How a run ends

    @Test(arguments: [
        ("print(1)", RunEnd.finished), ("import sys\nsys.exit(3)", .exited(3)), ("import sys\nsys.exit()", .exited(0)),
        ("x = 1 / 0", .uncaught(type: "ZeroDivisionError", message: "divide by zero")),
    ])
    func aProgramEndsAsItEnds(source: String, end: RunEnd) throws {
        #expect(try Desk().run(source) == end)
    }

    @Test(arguments: ["while True:\n    pass", "import time\nwhile True:\n    time.sleep(1)"])
    func anEndlessProgramStopsAtTheLimit(source: String) throws {
        let desk = try Desk()
        let end = desk.run(source, until: .seconds(2))
        guard case .stillRunning(let instant) = end else {
            Issue.record("\(end)")
            return
        }
        #expect(instant >= .seconds(2) && instant < .milliseconds(2001))
    }

    @Test func anArmedTimerKeepsTheBoardAlive() throws {
        let desk = try Desk()
        let end = desk.run(
            """
            from machine import Timer
            n = 0
            def tick(t):
                global n
                n += 1
                if n == 3:
                    t.deinit()
                    print("done")
            Timer(period=1000, callback=tick)
            """)
        #expect(end == .finished)
        #expect(desk.text == "done\n")
        #expect(desk.board.now >= .seconds(3) && desk.board.now < .milliseconds(3001))
    }

    @Test func pwmIsNotArmed() throws {
        let desk = try Desk()
        #expect(desk.run("from machine import Pin, PWM\nPWM(Pin(25), freq=100, duty_u16=100)") == .finished)
        #expect(desk.board.now < .milliseconds(100))
    }

    @Test func waitingForAPinThatNobodyMovesIsSaid() throws {
        let desk = try Desk()
        let end = desk.run("from machine import Pin\nPin(15, Pin.IN, Pin.PULL_UP).irq(print, Pin.IRQ_FALLING)")
        guard case .waitsForever(let words) = end else {
            Issue.record("\(end)")
            return
        }
        #expect(words.contains("GP15"))
    }

    @Test func aCallbackThatRunsTooLongIsStopped() throws {
        let desk = try Desk()
        var limits = RunLimits(until: .seconds(20))
        limits.callback = .milliseconds(100)
        let end = desk.board.run(
            .source(
                "from machine import Timer\ndef spin(t):\n    while True:\n        pass\nTimer(period=50, callback=spin)"
            ),
            limits: limits)
        #expect(end == .callbackTooLong)
        #expect(desk.board.now < .seconds(1))
    }

    @Test func theHostCanStopABusyGuest() throws {
        let desk = try Desk()
        desk.board.host = { if $0.now > .milliseconds(200) { $0.stop() } }
        let end = desk.run(
            "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass")
        #expect(end == .stopped)
        #expect(desk.board.now < .milliseconds(300))
    }

    @Test func controlCIsAKeyboardInterrupt() throws {
        let desk = try Desk()
        var isSent = false
        desk.board.host = { board in
            if board.now > .milliseconds(100) && !isSent {
                isSent = true
                board.serial.send([3])
            }
        }
        let end = desk.run(
            "try:\n    while True:\n        pass\nexcept KeyboardInterrupt:\n    print('stopped')\nimport time\ntime.sleep(1)\nprint('end')"
        )
        #expect(end == .finished)
        #expect(desk.lines == ["stopped", "end"])
    }

    // MARK: Memory

    @Test(arguments: [("tiny16", nil), ("pico", 12 * 1024)] as [(String, Int?)])
    func appendingForEverEndsInAMemoryError(board: String, heap: Int?) throws {
        let desk = try Desk(board, heap: heap)
        let end = desk.run("l = []\nwhile True:\n    l.append(1)")
        guard case .uncaught("MemoryError", let message) = end else {
            Issue.record("\(end)")
            return
        }
        let failure = try #require(desk.board.memoryFailure)
        #expect(message == "memory allocation failed, allocating \(failure.bytesAsked) bytes")
        #expect(desk.lines.first == "Traceback (most recent call last):")
        #expect(desk.lines.last == "MemoryError: \(message)")
        #expect(failure.largestFreeBytes < failure.bytesAsked && failure.line == 3)
        #expect(end.isMemoryLimit)
    }

    @Test(arguments: ["tiny16", "pico", "nodemcu"])
    func infiniteRecursionEndsInARuntimeError(board: String) throws {
        let desk = try Desk(board)
        let end = desk.run("def f():\n    return f()\nf()")
        #expect(end == .uncaught(type: "RuntimeError", message: "maximum recursion depth exceeded"))
        #expect(end.isMemoryLimit)
    }

    @Test(arguments: ["tiny16", "pico", "esp32", "nodemcu", "pyboard"])
    func blinkRunsInTwelveKilobytes(board: String) throws {
        let desk = try Desk(board, heap: board == "tiny16" ? nil : 12 * 1024)
        let name = ["pico": "'LED'", "tiny16": "'LED'", "pyboard": "'LED_RED'"][board] ?? "2"
        let end = desk.run(
            """
            from machine import Pin
            import time
            led = Pin(\(name), Pin.OUT)
            while True:
                led.on()
                time.sleep(0.5)
                led.off()
                time.sleep(0.5)
            """, until: .seconds(3))
        #expect(end != .finished)
        #expect(desk.edges.count >= 6)
    }

    @Test func aBoardSaysTheLeastRAMThatItNeeds() throws {
        do {
            _ = try Desk("pico", ram: 16 * 1024)
            Issue.record("16 KB are enough")
        } catch let error as BoardError {
            #expect("\(error)".contains("needs at least"))
        }
    }

    @Test func aResetFreesAllMemory() throws {
        let desk = try Desk("tiny16")
        desk.run(
            """
            import machine, gc, time
            print(gc.mem_free())
            l = [0] * 500
            time.sleep_ms(50)
            if machine.reset_cause() == machine.PWRON_RESET:
                machine.reset()
            """)
        #expect(desk.lines.count == 2)
        #expect(desk.lines.first == desk.lines.last)
    }

    // MARK: Determinism

    @Test func theSameRunTwiceGivesTheSameBytes() throws {
        func once() throws -> (String, String) {
            let desk = try Desk(
                parts: [
                    Part(
                        "wokwi-pushbutton", id: "btn1", wires: [("1.l", "GP15"), ("2.l", "GND")]),
                    Part(
                        "wokwi-potentiometer", id: "pot1", attributes: ["value": "300"], wires: [("SIG", "GP26")]),
                ])
            for press in 1...3 {
                try desk.board.plan(
                    at: .milliseconds(UInt64(press * 170)), part: "btn1", control: "pressed", to: Double(press % 2))
            }
            desk.run(
                """
                from machine import Pin, PWM, ADC, Timer
                import time
                p = PWM(Pin(16), freq=800, duty_u16=0)
                a = ADC(26)
                seen = {}
                def pressed(pin):
                    seen[time.ticks_us()] = pin.value()
                Pin(15, Pin.IN, Pin.PULL_UP).irq(pressed)
                t = Timer(period=33, callback=lambda t: p.duty_u16(a.read_u16() // 2))
                for i in range(20):
                    time.sleep_ms(30)
                    print(i, sorted(seen.items()))
                """, until: .seconds(2))
            return (desk.text, desk.trace)
        }
        let (first, second) = (try once(), try once())
        #expect(first.0 == second.0 && !first.0.isEmpty)
        #expect(first.1 == second.1 && !first.1.isEmpty)
    }

    // MARK: Parts

    @Test func wrongWiresAndPartsAreNamed() throws {
        func error(_ part: Part) -> String {
            do {
                _ = try Desk(parts: [part])
                return ""
            } catch { return "\(error)" }
        }
        #expect(
            error(Part("wokwi-led", id: "l", wires: [("A", "GP99")]))
                == "pico has no pin 'GP99' (did you mean 'GP19' or 'GP9' or 'GP0'?)")
        #expect(error(Part("wokwi-toaster", id: "t", wires: [])) == "unknown part type 'wokwi-toaster'")
        #expect(error(Part("wokwi-led", id: "l", wires: [("Q", "GP1")])).contains("no pin 'Q'"))
    }

    @Test func partsHangOnEachOther() throws {
        // Button, then LED: a series of parts between pin and ground.
        let desk = try Desk(
            parts: [
                Part("wokwi-led", id: "led1", wires: [("A", "GP2"), ("C", "btn1:1.l")]),
                Part("wokwi-pushbutton", id: "btn1", attributes: ["bounce": "0"], wires: [("2.l", "GND")]),
            ])
        desk.run("from machine import Pin\nPin(2, Pin.OUT, value=1)")
        let led = try desk.board.device("led1")
        #expect(led.output("brightness", at: desk.board.now) == 0)
        try desk.board.set(part: "btn1", control: "pressed", to: 1)
        #expect(led.output("brightness", at: desk.board.now) == 1)
    }

    // MARK: The window's view

    @Test func theSnapshotShowsTheBoard() throws {
        let desk = try Desk(parts: [Part("wokwi-led", id: "led1", wires: [("A", "GP2"), ("C", "GND")])])
        desk.run(
            """
            from machine import Pin, PWM
            Pin('LED', Pin.OUT, value=1)
            Pin(2, Pin.OUT, value=1)
            Pin(3, Pin.IN, Pin.PULL_UP)
            PWM(Pin(4), freq=1000, duty_u16=32768)
            print("hello")
            """)
        let snapshot = desk.board.snapshot()
        #expect(snapshot.leds.map(\.brightness) == [1])
        #expect(snapshot.console.text == "hello\n")
        #expect(snapshot.state == .finished)
        #expect(snapshot.heap.totalBytes == 233_024 && snapshot.heap.usedBytes > 0)
        let pin = { (id: String) in snapshot.pins.first { $0.id == id } }
        #expect(pin("GP2")?.mode == .output && pin("GP2")?.level == .high)
        #expect(pin("GP3")?.mode == .inputPullUp)
        #expect(pin("GP4")?.mode == .pwm && abs((pin("GP4")?.duty ?? 0) - 0.5) < 0.001)
        #expect(pin("GP5")?.mode == .unused && pin("GP0")?.edge == .left && pin("GP16")?.edge == .right)
        #expect(pin("GND")?.role == .ground && pin("GND.2") != nil)
        #expect(
            snapshot.parts.first?.terminals == [
                PartTerminal("A", to: .boardPin("GP2")), PartTerminal("C", to: .boardPin("GND")),
            ])
        if case .led(_, let brightness)? = snapshot.parts.first?.face { #expect(brightness == 1) }
    }

    /// modules/_boot.py of ports/rp2 and ports/esp32 (v1.29) imports these and leaves the names.
    @Test(arguments: [("pico", "machine.freq() > 0, rp2.PIO.OUT_LOW"), ("esp32", "gc.mem_free() > 0, vfs")])
    func whatTheFirmwareImportedIsThere(board: String, names: String) throws {
        let board = try Board(profile: BoardProfile.load(board))
        #expect(board.run(.source("print(\(names))")) == .finished)
    }

    @Test func otherNamesAreNot() throws {
        let board = try Board(profile: BoardProfile.load("pyboard"))
        #expect(board.run(.source("machine")) == .uncaught(type: "NameError", message: "name 'machine' isn't defined"))
    }
}
