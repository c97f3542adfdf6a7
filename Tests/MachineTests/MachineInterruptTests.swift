import Board
import Fabric
import TestBench
import Testing

@Suite struct MachineInterruptTests {
    static func button(_ pin: String, bounce: String = "0") -> Part {
        Part("wokwi-pushbutton", id: "btn1", attributes: ["bounce": bounce], wires: [("1.l", pin), ("2.r", "GND")])
    }

    /// 35 us from edge to soft handler on an RP2040 (its profile), and what the call costs.
    @Test func aHandlerRunsDuringASleepAndInTime() throws {
        let desk = try Desk(parts: [Self.button("GP15")])
        try desk.board.plan(at: .milliseconds(100), part: "btn1", control: "pressed", to: 1)
        try desk.board.plan(at: .milliseconds(300), part: "btn1", control: "pressed", to: 0)
        let end = desk.run(
            """
            from machine import Pin
            import time
            def pressed(pin):
                print(pin, time.ticks_us(), pin.irq().flags())
            p = Pin(15, Pin.IN, Pin.PULL_UP)
            p.irq(pressed, Pin.IRQ_FALLING)
            time.sleep_ms(500)
            p.irq(None)
            """)
        #expect(end == .finished)
        #expect(desk.lines.count == 1)
        let words = desk.text.split(whereSeparator: \.isWhitespace)
        #expect(words.first == "Pin(GPIO15,")
        #expect(words.last == "4")
        let time = Int(words[words.count - 2]) ?? 0
        #expect(time >= 100_035 && time < 100_100)
    }

    /// What is printed of a hard handler that raises, and that it is called no more: mpirq.c, extint.c of ports/stm32.
    @Test(arguments: [
        ("pico", "Pin(2, Pin.OUT)", "Uncaught exception in IRQ callback handler"),
        ("pyboard", "Pin('X1', Pin.OUT)", "uncaught exception in ExtInt interrupt handler line 0"),
        ("pyboard", "Pin('Y4', Pin.OUT)", "uncaught exception in ExtInt interrupt handler line 9"),
    ])
    func aHardHandlerThatRaisesIsDisarmed(board: String, pin: String, words: String) throws {
        let desk = try Desk(board)
        desk.run(
            """
            from machine import Pin
            import time
            count = 0
            def fails(pin):
                global count
                count += 1
                1 // 0
            p = \(pin)
            p.irq(fails, Pin.IRQ_RISING, hard=True)
            for i in range(4): p(0); p(1); time.sleep_ms(1)
            print(count)
            """)
        #expect(desk.lines.first == words)
        // The heap is locked: there is no room for the message.
        #expect(desk.lines.contains("ZeroDivisionError: "))
        #expect(desk.lines.last == "1")
    }

    /// MICROPY_SCHEDULER_DEPTH: 8 calls wait on the ports with threads' settings, 4 by default. What is scheduled by hand raises, what an interrupt
    /// schedules is lost.
    @Test func theScheduleIsFull() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import Pin, disable_irq, enable_irq
            import micropython, time
            seen = []
            p = Pin(2, Pin.OUT, value=0)
            p.irq(lambda p: seen.append(1), Pin.IRQ_RISING)
            def busy(x):
                # Callbacks do not run within a callback.
                for i in range(12): p(0); p(1); time.sleep_us(100)
            micropython.schedule(busy, 0)
            time.sleep_ms(5)
            print(len(seen))
            def fill(x):
                n = 0
                try:
                    while True:
                        micropython.schedule(lambda x: None, 0); n += 1
                except RuntimeError as error:
                    print(n, error)
            micropython.schedule(fill, 0)
            time.sleep_ms(1)
            """)
        #expect(desk.lines == ["8", "8 schedule queue full"])
    }

    /// The contact bounces as the device says; each falling edge is a call, unless more wait than the queue of eight holds.
    @Test func bounceIsSeenByTheSketch() throws {
        let desk = try Desk(parts: [Self.button("GP15", bounce: "1")])
        try desk.board.plan(at: .milliseconds(100), part: "btn1", control: "pressed", to: 1)
        desk.run(
            """
            from machine import Pin
            import time
            count = 0
            def pressed(pin):
                global count
                count += 1
            Pin(15, Pin.IN, Pin.PULL_UP).irq(pressed, Pin.IRQ_FALLING)
            time.sleep_ms(500)
            Pin(15).irq(None)
            print(count)
            """)
        let falls = desk.edges(of: "GP15").filter { $0.level == .low && $0.at >= .milliseconds(100) }
        #expect(falls.count >= 6)
        #expect(desk.text == "\(falls.count)\n")
    }

    /// Presses 200 ms apart, each released after 80 ms: what comes within 150 ms of a press is bounce, of it or of its release.
    @Test func aSketchThatDebouncesCountsOnce() throws {
        let desk = try Desk(parts: [Self.button("GP15", bounce: "1")])
        for press in 0..<3 {
            let start = UInt64(100 + 200 * press)
            try desk.board.plan(at: .milliseconds(start), part: "btn1", control: "pressed", to: 1)
            try desk.board.plan(at: .milliseconds(start + 80), part: "btn1", control: "pressed", to: 0)
        }
        desk.run(
            """
            from machine import Pin
            import time
            count = 0
            last = -1000
            def pressed(pin):
                global count, last
                now = time.ticks_ms()
                if time.ticks_diff(now, last) > 150:
                    count += 1
                    last = now
            Pin(15, Pin.IN, Pin.PULL_UP).irq(pressed, Pin.IRQ_FALLING)
            time.sleep(1)
            Pin(15).irq(None)
            print(count)
            """)
        #expect(desk.text == "3\n")
    }

    @Test func aBusyLoopIsInterruptedToo() throws {
        let desk = try Desk("esp32", parts: [Self.button("4")])
        try desk.board.plan(at: .milliseconds(100), part: "btn1", control: "pressed", to: 1)
        let end = desk.run(
            """
            from machine import Pin
            import time
            hit = False
            def pressed(pin):
                global hit
                hit = True
            p = Pin(4, Pin.IN, Pin.PULL_UP)
            p.irq(trigger=Pin.IRQ_FALLING, handler=pressed)
            while not hit:
                pass
            p.irq(None)
            print(time.ticks_ms())
            """)
        #expect(end == .finished)
        #expect(desk.text == "100\n")
    }

    @Test func anExceptionInAHandlerIsPrintedAndTheProgramGoesOn() throws {
        let desk = try Desk(parts: [Self.button("GP15")])
        try desk.board.plan(at: .milliseconds(100), part: "btn1", control: "pressed", to: 1)
        desk.run(
            """
            from machine import Pin
            import time
            def pressed(pin):
                1 / 0
            p = Pin(15, Pin.IN, Pin.PULL_UP)
            p.irq(pressed, Pin.IRQ_FALLING)
            time.sleep_ms(200)
            p.irq(None)
            print("on")
            """)
        #expect(desk.lines.last == "on")
        #expect(desk.lines.contains("ZeroDivisionError: divide by zero"))
    }

    /// shared/runtime/mpirq.c: the heap is locked in a hard handler, and a handler that fails is not called again. Without
    /// `alloc_emergency_exception_buf` there is no room for the message either (py/objexcept.c, mp_obj_new_exception_msg).
    @Test func aHardHandlerCannotAllocate() throws {
        let desk = try Desk(parts: [Self.button("GP15")])
        for time in [100, 200] as [UInt64] {
            try desk.board.plan(at: .milliseconds(time), part: "btn1", control: "pressed", to: 1)
            try desk.board.plan(at: .milliseconds(time + 50), part: "btn1", control: "pressed", to: 0)
        }
        desk.run(
            """
            from machine import Pin
            import time
            def pressed(pin):
                return [pin, pin]
            p = Pin(15, Pin.IN, Pin.PULL_UP)
            p.irq(pressed, Pin.IRQ_FALLING, hard=True)
            time.sleep_ms(400)
            """)
        #expect(desk.lines.filter { $0 == "Uncaught exception in IRQ callback handler" }.count == 1)
        #expect(desk.lines.last == "MemoryError: ")
    }

    @Test func disabledInterruptsWait() throws {
        let desk = try Desk(parts: [Self.button("GP15")])
        try desk.board.plan(at: .milliseconds(100), part: "btn1", control: "pressed", to: 1)
        desk.run(
            """
            import machine, time
            p = machine.Pin(15, machine.Pin.IN, machine.Pin.PULL_UP)
            p.irq(lambda p: print("irq", time.ticks_ms()), machine.Pin.IRQ_FALLING)
            state = machine.disable_irq()
            time.sleep_ms(200)
            print("enable")
            machine.enable_irq(state)
            time.sleep_ms(1)
            p.irq(None)
            """)
        #expect(desk.lines == ["enable", "irq 200"])
    }
}
