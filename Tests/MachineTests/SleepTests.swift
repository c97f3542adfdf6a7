import Board
import Fabric
import TestBench
import Testing

@Suite struct SleepTests {
    static func button(_ pin: String) -> Part {
        Part("wokwi-pushbutton", id: "btn1", wires: [("1.l", pin), ("2.l", "GND")])
    }

    /// esp32.wake_on_ext0: a level of an RTC pin ends a deep sleep (docs/library/esp32.rst).
    @Test func esp32WakesByAPin() throws {
        let desk = try Desk("esp32", parts: [Self.button("33")])
        try desk.board.plan(at: .seconds(3), part: "btn1", control: "pressed", to: 1)
        desk.run(
            """
            import machine, esp32, time
            from machine import Pin
            if machine.reset_cause() == machine.DEEPSLEEP_RESET:
                print('awake', machine.wake_reason() == machine.EXT0_WAKE, machine.wake_pins())
            else:
                p = Pin(33, Pin.IN, Pin.PULL_UP)
                esp32.wake_on_ext0(p, esp32.WAKEUP_ALL_LOW)
                print(machine.wake_reason())
                machine.deepsleep(10000)
            """)
        #expect(desk.lines == ["0", "awake True ()"])
        #expect(desk.lineTimes[1] >= .seconds(3) && desk.lineTimes[1] < .milliseconds(3100))
    }

    @Test func esp32WakesByTimeAndAnyOfSomePins() throws {
        let desk = try Desk("esp32", parts: [Self.button("32")])
        try desk.board.plan(at: .seconds(5), part: "btn1", control: "pressed", to: 1)
        desk.run(
            """
            import machine, esp32, time
            from machine import Pin
            Pin(32, Pin.IN, Pin.PULL_UP)
            start = time.ticks_ms()
            machine.lightsleep(1000)
            print(time.ticks_diff(time.ticks_ms(), start) // 100, machine.wake_reason() == machine.TIMER_WAKE)
            esp32.wake_on_ext1([Pin(32)], esp32.WAKEUP_ALL_LOW)
            machine.lightsleep()
            print(time.ticks_ms() // 1000, machine.wake_reason() == machine.EXT1_WAKE, machine.wake_pins())
            for call in (lambda: esp32.wake_on_ext0(Pin(5)), lambda: (esp32.wake_on_gpio([Pin(4)]), machine.deepsleep(1))):
                try:
                    call()
                except ValueError as error:
                    print(error)
            """)
        #expect(
            desk.lines == [
                "10 True", "5 True (32,)", "invalid pin", "DEEPSLEEP with gpio pins not supported on this chip",
            ])
    }

    /// machine.h of each port: the cause after a deep sleep with a time. The RP2040's is the watchdog's.
    @Test(arguments: [("pico", 3), ("esp32", 4), ("nodemcu", 5), ("pyboard", 4)])
    func deepSleepEndsInAReset(board: String, cause: Int) throws {
        let desk = try Desk(board)
        desk.run(
            """
            import machine
            if machine.reset_cause() == \(cause):
                print('awake')
            else:
                print('asleep')
                machine.deepsleep(2000)
            """)
        #expect(desk.lines == ["asleep", "awake"])
        #expect(desk.lineTimes[1] - desk.lineTimes[0] >= .seconds(2))
    }

    /// `reset_cause()` after each kind of reset, by modmachine.c of the ports: power on, `reset()`, the watchdog, a deep sleep, `soft_reset()`.
    /// The RP2040 resets through its watchdog; where a soft reset does not touch the cause it is still that of the one before.
    @Test(arguments: [
        ("pico", [1, 3, 3, 3, 3]), ("pico2", [1, 3, 3, 3, 3]), ("esp32", [1, 2, 3, 4, 5]),
        ("esp32-c3", [1, 2, 3, 4, 5]),
        ("nodemcu", [0, 4, 1, 5, 5]), ("pyboard", [1, 2, 3, 4, 0]), ("nucleo-f411re", [1, 2, 3, 4, 0]),
    ])
    func everyResetHasItsCause(board: String, causes: [Int]) throws {
        let desk = try Desk(board)
        desk.run(
            """
            import machine
            try:
                with open('n') as f: n = int(f.read())
            except OSError:
                n = 0
            with open('n', 'w') as f: f.write(str(n + 1))
            print(machine.reset_cause())
            if n == 0:
                machine.reset()
            elif n == 1:
                machine.WDT()
                while True: pass
            elif n == 2:
                machine.deepsleep(1000)
            elif n == 3:
                machine.soft_reset()
            """)
        #expect(desk.lines.filter { !$0.hasPrefix("MPY") } == causes.map(String.init))
        let notice =
            board.hasPrefix("py") || board.hasPrefix("nucleo")
            ? ["MPY: sync filesystems", "MPY: soft reboot"] : ["MPY: soft reboot"]
        #expect(desk.lines.filter { $0.hasPrefix("MPY") } == notice)
    }

    /// The ESP8266 sleeps for ever without a time, unless RTC.ALARM0 is set to wake it (docs/esp8266/quickref).
    @Test func theESP8266NeedsAnAlarm() throws {
        let desk = try Desk("nodemcu")
        let end = desk.run("import machine\nmachine.deepsleep()")
        guard case .waitsForever = end else { return #expect(Bool(false), "\(end)") }
    }

    @Test func bootloaderIsTheEnd() throws {
        let desk = try Desk()
        let end = desk.run("import machine\nmachine.bootloader()\nprint('never')")
        #expect(desk.text.isEmpty)
        guard case .waitsForever(let words) = end else { return #expect(Bool(false), "\(end)") }
        #expect(words.contains("bootloader"))
    }
}
