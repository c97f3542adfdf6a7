import Fabric
import TestBench
import Testing

@testable import Machine

@Suite struct TimeModuleTests {
    /// What the instructions between two looks at the clock may cost: far less than this on the slowest board here.
    static let slack: Picoseconds = .microseconds(300)

    @Test(arguments: ["pico", "esp32", "nodemcu", "pyboard", "tiny16"])
    func sleepLastsAsLongAsItSays(board: String) throws {
        let desk = try Desk(board)
        let end = desk.run(
            """
            import time
            a = time.ticks_us()
            time.sleep_ms(250)
            b = time.ticks_us()
            time.sleep(1.5)
            c = time.ticks_us()
            time.sleep_us(700)
            d = time.ticks_us()
            print(time.ticks_diff(b, a), time.ticks_diff(c, b), time.ticks_diff(d, c))
            """)
        #expect(end == .finished)
        let lengths = desk.text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        #expect(lengths.count == 3)
        for (length, asked) in zip(lengths, [250_000, 1_500_000, 700]) {
            #expect(length >= asked && length <= asked + 300, "\(board): \(length) for \(asked)")
        }
    }

    @Test func aSleepOfYearsPassesAtOnce() throws {
        let desk = try Desk()
        // 40 days.
        desk.run("import time\ntime.sleep(3456000)\nprint(time.time() - 1609459200)", until: nil)
        #expect(desk.text == "3456000\n")
    }

    @Test func ticksWrapAtTwoToTheThirtieth() throws {
        let desk = try Desk()
        // 2^30 ms less 100, then 150 more: 50 after the wrap, and the difference does not see it.
        desk.run(
            """
            import time
            time.sleep_ms(1073741824 - 100 - time.ticks_ms())
            a = time.ticks_ms()
            time.sleep_ms(150)
            b = time.ticks_ms()
            print(a, b, time.ticks_diff(b, a))
            """, until: nil)
        #expect(desk.text == "1073741724 50 150\n")
    }

    /// extmod/modtime.c: sums and differences modulo 2^30, from -2^29 to 2^29 - 1.
    @Test func ticksAreAddedAndSubtractedInARing() throws {
        let desk = try Desk()
        desk.run(
            """
            import time
            print(time.ticks_add(1073741823, 1), time.ticks_add(0, -1))
            print(time.ticks_diff(0, 1073741823), time.ticks_diff(1073741823, 0))
            print(time.ticks_diff(536870912, 0), time.ticks_diff(536870911, 0))
            for delta in (536870912, -536870912):
                try:
                    time.ticks_add(0, delta)
                except OverflowError as error:
                    print(error)
            """)
        #expect(
            desk.text
                == "0 1073741823\n1 -1\n-536870912 536870911\nticks interval overflow\nticks interval overflow\n")
    }

    /// 2021 on the RP2040, whose epoch is 1970; 2015 on the STM32; the others begin with their epoch, 2000.
    @Test(arguments: [
        ("pico", "(2021, 1, 1, 0, 0, 0, 4, 1) 1609459200"), ("pyboard", "(2015, 1, 1, 0, 0, 0, 3, 1) 473385600"),
        ("esp32", "(2000, 1, 1, 0, 0, 0, 5, 1) 0"), ("nodemcu", "(2000, 1, 1, 0, 0, 0, 5, 1) 0"),
    ])
    func theDateIsTheOneAfterPowerOn(board: String, date: String) throws {
        let desk = try Desk(board)
        desk.run("import time\nprint(time.localtime(), time.time())")
        #expect(desk.text == date + "\n")
    }

    @Test func mktimeIsTheInverseOfGmtime() throws {
        let desk = try Desk("esp32")
        // 2024-02-29 12:34:56 is 762,525,296 s after 2000-01-01: 8825 days and 45296 s.
        desk.run(
            """
            import time
            t = time.mktime((2024, 2, 29, 12, 34, 56, 0, 0))
            print(t, time.gmtime(t))
            print(time.mktime((2023, 14, 0, 24, 0, 0, 0, 0)) == time.mktime((2024, 2, 1, 0, 0, 0, 0, 0)))
            try:
                time.mktime((1, 2))
            except TypeError as error:
                print(error)
            """)
        #expect(
            desk.text
                == "762525296 (2024, 2, 29, 12, 34, 56, 3, 60)\nTrue\nmktime needs a tuple of length 8 or 9\n")
    }

    @Test(arguments: [
        (0, 1970, 1, 1, 3, 1), (951_782_400, 2000, 2, 29, 1, 60), (4_102_444_799, 2099, 12, 31, 3, 365),
        (-1, 1969, 12, 31, 2, 365),
    ])
    func theCalendarKnowsLeapYears(seconds: Int, year: Int, month: Int, day: Int, weekday: Int, dayOfYear: Int) {
        let moment = CalendarTime(seconds: seconds)
        #expect((moment.year, moment.month, moment.day) == (year, month, day))
        #expect((moment.weekday, moment.dayOfYear) == (weekday, dayOfYear))
        #expect(moment.seconds == seconds)
    }

    @Test func utimeIsTime() throws {
        let desk = try Desk()
        desk.run("import utime, umachine, time\nprint(utime is time, umachine.Pin)")
        #expect(desk.text == "True <class 'Pin'>\n")
    }

    @Test func ticksCpuCountsWhatThePortCounts() throws {
        let pico = try Desk()
        pico.run("import time\ntime.sleep_ms(10)\nprint(time.ticks_cpu() // 1000)")
        #expect(pico.text == "10\n")
        let pyboard = try Desk("pyboard")
        pyboard.run("import time\na = time.ticks_cpu()\ntime.sleep_ms(1)\nprint(time.ticks_cpu() - a >= 168000)")
        #expect(pyboard.text == "True\n")
        let tiny = try Desk("tiny16")
        tiny.run("import time\nprint(time.ticks_cpu())")
        #expect(tiny.text == "0\n")
    }
}
