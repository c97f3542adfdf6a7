import Board
import Fabric
import TestBench
import Testing

@Suite struct MachineRTCTests {
    /// ports/rp2/machine_rtc.c: Thursday is 3, the last item 0; `time` shows the same clock.
    @Test func picoKeepsTheDateItIsGiven() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import RTC
            import time
            r = RTC()
            print(r is RTC(), r.datetime())
            r.datetime((2024, 2, 29, 3, 23, 59, 58, 7))
            time.sleep(3)
            print(r.datetime(), time.localtime(), time.time())
            for call in (lambda: r.datetime((1, 2)), lambda: r.memory(), lambda: RTC(1)):
                try:
                    call()
                except Exception as error:
                    print(type(error).__name__, error)
            """)
        #expect(
            desk.lines == [
                "True (2021, 1, 1, 4, 0, 0, 0, 0)",
                // 1709251201 is 2024-03-01 00:00:01 UTC (date -u).
                "(2024, 3, 1, 4, 0, 0, 1, 0) (2024, 3, 1, 0, 0, 1, 4, 61) 1709251201",
                "ValueError requested length 8 but object has length 2",
                "AttributeError 'RTC' object has no attribute 'memory'",
                "TypeError function takes 0 positional arguments but 1 were given",
            ])
    }

    /// A reset of the RP2040 starts the calendar anew, one of the ESP32 does not, and its memory stays.
    @Test(arguments: [("pico", "2021"), ("esp32", "2030"), ("nodemcu", "2030"), ("pyboard", "2030")])
    func resetsKeepWhatTheDomainKeeps(board: String, year: String) throws {
        let desk = try Desk(board)
        desk.run(
            """
            import machine
            r = machine.RTC()
            if machine.reset_cause() == \(board == "pico" ? "machine.WDT_RESET" : board == "nodemcu" ? "4" : "machine.HARD_RESET"):
                print(r.datetime()[0])
                if hasattr(r, 'memory'):
                    print(r.memory())
            else:
                r.datetime((2030, 5, 6, 1, 7, 8, 9, 0))
                if hasattr(r, 'memory'):
                    r.memory(b'kept')
                machine.reset()
            """)
        #expect(desk.lines == (board == "pico" || board == "pyboard" ? [year] : [year, "b'kept'"]))
    }

    /// ports/esp32: microseconds last; `init` has its hours one item earlier; 2048 bytes of memory.
    @Test func esp32CountsMicroseconds() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from machine import RTC
            r = RTC()
            r.init((2014, 5, 1, 4, 13, 0, 0, 500))
            d = r.datetime()
            print(d[:7], 500 <= d[7] < 2500)
            r.memory(bytes(2048))
            print(len(r.memory()))
            try:
                r.memory(bytes(2049))
            except ValueError as error:
                print(error)
            """)
        #expect(desk.lines == ["(2014, 5, 1, 3, 4, 13, 0) True", "2048", "buffer too long"])
    }

    /// ports/esp8266: milliseconds last, an alarm that is told and wakes from a deep sleep.
    @Test func esp8266WakesByItsAlarm() throws {
        let desk = try Desk("nodemcu")
        desk.run(
            """
            import machine, time
            r = machine.RTC()
            if machine.reset_cause() == machine.DEEPSLEEP_RESET:
                print('awake', r.datetime()[:6], time.ticks_ms() // 1000)
            else:
                r.datetime((2020, 1, 1, 2, 10, 0, 0, 250))
                r.irq(trigger=r.ALARM0, wake=machine.DEEPSLEEP)
                r.alarm(r.ALARM0, 10000)
                print(r.alarm_left() // 100)
                try:
                    r.alarm(1, 5)
                except ValueError as error:
                    print(error)
                machine.deepsleep()
            """)
        #expect(desk.lines[0...1] == ["99", "invalid alarm"])
        #expect(desk.lines[2].hasPrefix("awake (2020, 1, 1, 2, 10, 0)"))
    }

    /// ports/stm32: days from 1, subseconds that count down from 255; a wakeup calls every so often.
    @Test func pyboardWakesUp() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            import machine, time
            r = machine.RTC()
            print(r.datetime()[:4], r.datetime()[7] > 200)
            count = 0
            def tick(line):
                global count
                count += 1
            r.wakeup(250, tick)
            time.sleep_ms(1100)
            r.wakeup(None)
            time.sleep_ms(500)
            print(count, r.calibration())
            r.calibration(-30)
            print(r.calibration())
            for call in (lambda: r.calibration(513), lambda: r.wakeup(200000000)):
                try:
                    call()
                except ValueError as error:
                    print(error)
            """)
        #expect(
            desk.lines == [
                "(2015, 1, 1, 4) True", "4 0", "-30", "calibration value out of range", "wakeup value too large",
            ])
    }
}
