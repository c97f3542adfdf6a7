import Board
import Fabric
import TestBench
import Testing

@Suite struct MachineTimerTests {
    /// Nine callbacks at 100, 200 ... 900 ms, each within the chip's latency and the cost of a few instructions.
    @Test(arguments: [("pico", "-1", 200), ("esp32", "0", 200), ("nodemcu", "-1", 500), ("pyboard", "-1", 200)])
    func aPeriodicTimerKeepsItsPeriod(board: String, id: String, slackMicroseconds: Int) throws {
        let desk = try Desk(board)
        let end = desk.run(
            """
            from machine import Timer
            import time
            ticks = []
            t = Timer(\(id))
            t.init(period=100, mode=Timer.PERIODIC, callback=lambda t: ticks.append(time.ticks_us()))
            start = time.ticks_us()
            time.sleep_ms(950)
            t.deinit()
            print([time.ticks_diff(x, start) for x in ticks])
            """)
        #expect(end == .finished)
        let times = desk.text.split { !$0.isNumber && $0 != "-" }.compactMap { Int($0) }
        #expect(times.count == 9)
        for (index, time) in times.enumerated() {
            let due = 100_000 * (index + 1)
            #expect(time >= due - slackMicroseconds && time <= due + slackMicroseconds)
        }
    }

    @Test func aOneShotFiresOnceAndThenTheBoardIsFinished() throws {
        let desk = try Desk()
        let end = desk.run(
            """
            from machine import Timer
            import time
            Timer(mode=Timer.ONE_SHOT, period=2000, callback=lambda t: print(t, time.ticks_ms()))
            print("returned")
            """)
        #expect(end == .finished)
        #expect(desk.lines == ["returned", "Timer(mode=ONE_SHOT, tick_hz=1000000, period=2000000) 2000"])
    }

    @Test func frequenciesAndTicksGiveThePeriod() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import Timer
            print(Timer(freq=4, callback=None), Timer(period=30, tick_hz=100))
            """, until: .seconds(1))
        #expect(
            desk.text
                == "Timer(mode=PERIODIC, tick_hz=1000000, period=250000) "
                + "Timer(mode=PERIODIC, tick_hz=1000000, period=300000)\n")
    }

    @Test(arguments: [
        ("pico", "Timer(0)", "ValueError Timer doesn't exist"),
        ("pyboard", "Timer(3)", "ValueError Timer doesn't exist"),
        ("esp32", "Timer(4)", "ValueError Timer(4) doesn't exist, there are only 4 hardware timers"),
        ("esp32", "Timer(0, period=1, hard=True)", "ValueError hard Timers are not implemented"),
        ("nodemcu", "Timer()", "TypeError function takes 1 positional arguments but 0 were given"),
        ("pyboard", "Timer(period=1 << 30, callback=print)", "ValueError period too large"),
    ])
    func timersThatAreNotThereGiveThePortsOwnError(board: String, call: String, error: String) throws {
        let desk = try Desk(board)
        desk.runCatching(call, after: "from machine import Timer")
        #expect(desk.text == error + "\n")
    }

    @Test func esp32KeepsItsHardwareTimers() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from machine import Timer
            import time
            t = Timer(2)
            print(t is Timer(2), Timer(1) is Timer(1))
            t.init(period=1000, callback=lambda t: None)
            time.sleep_ms(300)
            print(t.value())
            t.deinit()
            """)
        #expect(desk.lines == ["True True", "300"])
    }
}
