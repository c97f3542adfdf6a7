import Board
import Fabric
import TestBench
import Testing

@Suite struct ESP32Tests {
    /// nvs.h: 0x1102 is ESP_ERR_NVS_NOT_FOUND, 0x110c ESP_ERR_NVS_INVALID_LENGTH.
    @Test func storageOutlivesResets() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            import esp32, machine
            n = esp32.NVS('app')
            if machine.reset_cause() == machine.HARD_RESET:
                b = bytearray(8)
                print(n.get_i32('count'), n.get_blob('data', b), b)
                for call in (lambda: n.get_i32('none'), lambda: n.get_blob('data', bytearray(2)), lambda: n.get_i32('data'),
                             lambda: esp32.NVS('other').get_i32('count'), lambda: n.get_i32('a' * 16)):
                    try:
                        call()
                    except OSError as error:
                        print(error)
                n.erase_key('count')
                try:
                    n.get_i32('count')
                except OSError as error:
                    print(error.errno)
            else:
                print(n)
                n.set_i32('count', -42)
                n.set_blob('data', b'bytes')
                n.commit()
                machine.reset()
            """)
        #expect(
            desk.lines == [
                "<NVS namespace>", "-42 5 bytearray(b'bytes\\x00\\x00\\x00')", "(-4354, 'ESP_ERR_NVS_NOT_FOUND')",
                "(-4364, 'ESP_ERR_NVS_INVALID_LENGTH')", "(-4355, 'ESP_ERR_NVS_TYPE_MISMATCH')",
                "(-4354, 'ESP_ERR_NVS_NOT_FOUND')", "(-4361, 'ESP_ERR_NVS_KEY_TOO_LONG')", "-4354",
            ])
    }

    /// The documentation's example: 10 MHz, so that a tick is 100 ns.
    @Test func pulsesHaveTheirLengths() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            import esp32
            from machine import Pin
            r = esp32.RMT(pin=Pin(18), resolution_hz=10000000)
            print(r, r.clock_div(), r.active())
            r.write_pulses((1, 20, 2, 40), 0)
            print(r.wait_done(timeout=10))
            r.write_pulses(100, [True, False, True])
            r.wait_done(timeout=10)
            r.write_pulses((5, 7), (1, 1))
            r.wait_done(timeout=10)
            r.loop_count(3)
            r.write_pulses((50, 60), 1)
            r.wait_done(timeout=10)
            r.deinit()
            print(r)
            for call in (lambda: r.clock_div(), lambda: esp32.RMT(), lambda: esp32.RMT(pin=Pin(4), clock_div=0),
                         lambda: esp32.RMT(pin=Pin(4)).write_pulses([]), lambda: esp32.RMT(pin=Pin(4)).active(True)):
                try:
                    call()
                except Exception as error:
                    print(type(error).__name__, error)
            """)
        #expect(
            desk.lines == [
                "RMT(pin=18, source_freq=80000000, resolution_hz=10000000, idle_level=0) 8 False", "True", "RMT()",
                "OSError already deinitialized", "TypeError 'pin' argument required",
                "ValueError clock_div must be between 1 and 255", "ValueError No pulses",
                "ValueError activate by calling write_pulses()",
            ])
        let edges = desk.edges(of: "18").isEmpty ? desk.edges(of: "GPIO18") : desk.edges(of: "18")
        let steady = edges.drop { $0.level != .high }
        let gaps = zip(steady, steady.dropFirst()).map { ($1.at - $0.at) / 1000 }
        // Low 100 ns, high 2000, low 200, high 4000; high 10000, low, high; high for 500 + 700; three times high 5000, low 6000.
        #expect(gaps[0...2] == [2000, 200, 4000])
        #expect(gaps[4...6] == [10_000, 10_000, 10_000])
        #expect(gaps[8] == 1200)
        #expect(gaps[10...14] == [5000, 6000, 5000, 6000, 5000])
    }

    /// 8 bits of 3.3 V; the converter on the same pin measures it.
    @Test func converterGivesVolts() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from machine import DAC, Pin, ADC
            d = DAC(Pin(25))
            d.write(128)
            print(d)
            for call in (lambda: DAC(Pin(4)), lambda: d.write(256)):
                try:
                    call()
                except ValueError as error:
                    print(error)
            """)
        #expect(desk.lines == ["DAC(Pin(25))", "invalid Pin for DAC", "value out of range"])
        let volts = try desk.board.net("25").volts(at: desk.board.now)
        #expect(abs(volts - 3.3 * 128 / 255) < 0.01)
    }

    /// A pad counts down while something pulls its pin to ground.
    @Test func padsFeelTouch() throws {
        let desk = try Desk("esp32", parts: [SleepTests.button("4")])
        try desk.board.plan(at: .seconds(1), part: "btn1", control: "pressed", to: 1)
        desk.run(
            """
            from machine import TouchPad, Pin
            import time
            t = TouchPad(Pin(4))
            before = t.read()
            time.sleep(2)
            print(before > 500, t.read() < 300)
            try:
                TouchPad(Pin(5))
            except ValueError as error:
                print(error)
            """)
        #expect(desk.lines == ["True True", "invalid pin for touchpad"])
    }

    /// docs/library/machine.Counter.rst and machine.Encoder.rst: a full cycle of both phases counts once, twice or four times.
    @Test func pulsesAreCounted() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from machine import Counter, Encoder, Pin
            s = Pin(18, Pin.OUT, value=0)
            c = Counter(0, Pin(18), direction=Counter.UP)
            both = Counter(1, Pin(18), edge=Counter.RISING | Counter.FALLING, direction=Counter.DOWN)
            for i in range(5):
                s(1)
                s(0)
            print(c.value(), both.value(), c.value(100), c.value(), Counter(0) is c)
            a, b = Pin(21, Pin.OUT, value=0), Pin(22, Pin.OUT, value=0)
            e = [Encoder(2 + i, Pin(21), Pin(22), phases=1 << i) for i in range(3)]
            for i in range(3):
                b(1)
                a(1)
                b(0)
                a(0)
            print([x.value() for x in e], e[2].phases())
            b(1)
            a(1)
            a(0)
            b(0)
            print([x.value() for x in e])
            for call in (lambda: Encoder(0), lambda: Encoder(5, a, b, phases=3), lambda: Counter(9)):
                try:
                    call()
                except ValueError as error:
                    print(error)
            """)
        #expect(desk.lines[0] == "5 -10 5 100 True")
        #expect(desk.lines[2] == desk.lines[1].prefix { $0 != "]" } + "]")
        // A leads or follows B all the way: the counts are in the ratio of the phases.
        let counts = desk.lines[1].dropFirst().prefix { $0 != "]" }.split(separator: ",").compactMap {
            Int($0.filter { $0 != " " })
        }
        #expect(counts.map(abs) == [3, 6, 12])
        #expect(desk.lines[3...] == ["PCNT in use", "phases", "invalid id"])
    }

    @Test func whatIsNotModelledSaysSo() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            import esp32, esp
            print(esp.flash_size(), hex(esp.flash_user_start()), esp32.raw_temperature(), hasattr(esp32, 'mcu_temperature'))
            b = bytearray(4)
            esp.flash_write(0x200000, b'\\x0f')
            esp.flash_read(0x200000, b)
            print(b)
            try:
                esp32.ULP('x')
            except NotImplementedError as error:
                print(error)
            """)
        #expect(
            desk.lines == [
                "4194304 0x200000 128 False", "bytearray(b'\\x0f\\xff\\xff\\xff')",
                "esp32.ULP isn't modelled by Perch",
            ])
    }
}
