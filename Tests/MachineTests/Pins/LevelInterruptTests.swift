import Board
import Fabric
import TestBench
import Testing

@Suite struct LevelInterruptTests {
    /// RP2040 datasheet 2.19.3: a level interrupt stays asserted while the level is there. The handler disarms itself at the
    /// third call; those that are scheduled by then still come.
    @Test func aLevelCallsAgainAndAgain() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import Pin
            import time
            calls = []
            def low(pin):
                calls.append(pin.irq().flags())
                if len(calls) == 3: pin.irq(None)
            p = Pin(2, Pin.IN, Pin.PULL_UP)
            p.irq(low, 1)
            time.sleep_ms(5); print(len(calls))
            p.init(Pin.IN, Pin.PULL_DOWN)
            time.sleep_ms(5); print(calls[:3], len(calls) < 12)
            """)
        #expect(desk.lines == ["0", "[1, 1, 1] True"])
    }

    @Test func theTriggerOfTheObjectCanBeChanged() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import Pin
            import time
            seen = []
            p = Pin(2, Pin.OUT, value=0)
            i = p.irq(lambda p: seen.append(i.flags()), Pin.IRQ_RISING)
            print(i.trigger(), i.flags())
            p(1); time.sleep_ms(1); p(0); time.sleep_ms(1)
            print(i.trigger(Pin.IRQ_FALLING), i.flags(), seen)
            p(1); time.sleep_ms(1); p(0); time.sleep_ms(1)
            print(i.trigger(), seen)
            i(); time.sleep_ms(1); print(len(seen))
            """)
        #expect(desk.lines == ["8 0", "8 0 [8]", "4 [8, 4]", "3"])
    }

    @Test(arguments: [
        ("esp32", "Pin(4).irq(wake=1, trigger=Pin.WAKE_LOW)", "ValueError bad wake value"),
        ("esp32", "Pin(4).irq(wake='x', trigger=Pin.WAKE_LOW)", "ValueError bad wake value"),
        ("esp32", "Pin(5).irq(wake=machine.DEEPSLEEP, trigger=Pin.WAKE_LOW)", "ValueError invalid pin for wake"),
        (
            "esp32", "[Pin(n).irq(wake=machine.SLEEP, trigger=Pin.WAKE_HIGH) for n in (4, 12)]",
            "ValueError no resources"
        ),
        ("esp32", "Pin(4).irq(print).flags", "AttributeError 'IRQ' object has no attribute 'flags'"),
        ("esp32", "Pin(4).irq(print, hard=True)", "TypeError extra keyword arguments given"),
        ("pyboard", "[Pin(n).irq(print) for n in ('X1', 'Y11')]", "OSError IRQ resource already taken by Pin('A0')"),
    ])
    func whatAPortRefuses(board: String, call: String, error: String) throws {
        let desk = try Desk(board)
        desk.runCatching(call, after: "import machine\nfrom machine import Pin")
        #expect(desk.text == error + "\n")
    }

    /// `wake=machine.SLEEP` ends a light sleep only, `machine.DEEPSLEEP` a deep one only (machine_pin.c and modmachine.c of ports/esp32).
    @Test(arguments: [("SLEEP", "200", "2"), ("DEEPSLEEP", "1000", "4")])
    func aPinWakesFromTheSleepItIsMeantFor(sleep: String, milliseconds: String, reason: String) throws {
        let desk = try Desk(
            "esp32",
            parts: [
                Part(
                    "wokwi-pushbutton", id: "btn1", attributes: ["bounce": "0"], wires: [("1.l", "4"), ("2.r", "GND")])
            ])
        try desk.board.plan(at: .milliseconds(200), part: "btn1", control: "pressed", to: 1)
        desk.run(
            """
            import machine, time
            from machine import Pin
            Pin(4, Pin.IN, Pin.PULL_UP).irq(wake=machine.\(sleep), trigger=Pin.WAKE_LOW)
            machine.lightsleep(1000)
            print(time.ticks_ms() // 100 * 100, machine.wake_reason())
            """)
        #expect(desk.lines == ["\(milliseconds) \(reason)"])
    }
}
