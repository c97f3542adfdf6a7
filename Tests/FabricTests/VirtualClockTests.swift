import Testing

@testable import Fabric

@Suite struct VirtualClockTests {
    @Test func aCycleAt125MHzIs8000Picoseconds() {
        var clock = VirtualClock(frequency: 125_000_000)
        clock.advance(byCycles: 3)
        #expect(clock.now == Instant(picoseconds: 24_000))
    }

    @Test func nothingDriftsInAWeekAt168MHz() {
        var clock = VirtualClock(frequency: 168_000_000)
        clock.advance(byCycles: 168_000_000 * 604_800)
        #expect(clock.now == .seconds(604_800))
    }

    @Test(arguments: [80_000_000, 125_000_000, 168_000_000, 240_000_000, 32_768, 133_333_337] as [UInt64])
    func theInstantOfACycleLeadsBackToIt(frequency: UInt64) {
        let clock = VirtualClock(frequency: frequency)
        for cycle: UInt64 in [0, 1, 2, 999, 1_000_003, 100_000_000_019] {
            #expect(clock.cycle(atOrAfter: clock.instant(ofCycle: cycle)) == cycle)
        }
    }

    @Test func sleepEndsOnTheFirstCycleThatIsNotTooEarly() {
        var clock = VirtualClock(frequency: 168_000_000)
        clock.advance(to: .nanoseconds(10))  // 1.68 cycles
        #expect(clock.cycles == 2)
        #expect(clock.now >= .nanoseconds(10))
    }

    @Test func aChangeOfFrequencyKeepsTheTime() {
        var clock = VirtualClock(frequency: 125_000_000)
        clock.advance(byCycles: 125_000_000)
        clock.setFrequency(250_000_000)
        #expect(clock.now == .seconds(1))
        clock.advance(byCycles: 125_000_000)
        #expect(clock.now == .milliseconds(1500))
        #expect(clock.cycle(atOrAfter: .seconds(2)) == 375_000_000)
    }

    @Test func timeNeverRunsBackwards() {
        var clock = VirtualClock(frequency: 1_000_000)
        clock.advance(to: .seconds(2))
        clock.advance(to: .seconds(1))
        #expect(clock.now == .seconds(2))
    }

    @Test func aSleepOfYearsEndsAtTheEndOfTime() {
        var clock = VirtualClock(frequency: 125_000_000)
        clock.advance(to: .seconds(.max))
        #expect(clock.now <= .distantFuture)
        #expect(clock.now >= .seconds(18_446_743))
    }
}
