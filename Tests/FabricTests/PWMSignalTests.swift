import Fabric
import Testing

@Suite struct PWMSignalTests {
    @Test func aServoSignalIsHighFor1500MicrosecondsOf20Milliseconds() {
        let signal = PWMSignal(periodNanoseconds: 20_000_000, highNanoseconds: 1_500_000, start: .milliseconds(5))
        #expect(signal.frequency == 50)
        #expect(signal.highTime == .microseconds(1500))
        #expect(signal.level(at: .milliseconds(5)) == .high)
        #expect(signal.level(at: Instant(picoseconds: 6_499_999_999)) == .high)
        #expect(signal.level(at: .microseconds(6500)) == .low)
        let fall = signal.nextEdge(after: .milliseconds(5))!
        #expect(fall.at == .microseconds(6500) && fall.level == .low)
        let rise = signal.nextEdge(after: fall.at)!
        #expect(rise.at == .milliseconds(25) && rise.level == .high)
    }

    /// 3 kHz does not divide a second into whole picoseconds: 1/3000 s = 333 333 333.33 ps.
    @Test func edgesOfAnUnevenPeriodDoNotDrift() {
        let signal = PWMSignal(frequency: 3000, duty16: 65535 / 5, start: .zero)
        var (at, rises) = (Instant.zero, 0)
        while let edge = signal.nextEdge(after: at), edge.at <= .seconds(1) {
            #expect(signal.level(at: edge.at) == edge.level)
            if edge.level == .high { rises += 1 }
            at = edge.at
        }
        #expect(rises == 3000)
        #expect(at == .seconds(1))
    }

    /// RP2040 datasheet 4.5.2.6: period = (TOP + 1) * (DIV_INT + DIV_FRAC / 16) system clocks.
    @Test func aSliceWithFractionalDividerIsExact() {
        let signal = PWMSignal(
            tickRate: 125_000_000 * 16, divisor: 39, periodTicks: 51_282, highTicks: 100, start: .zero)
        // 51282 * 39 / 16 = 124 999.875 clocks of 8 ns
        #expect(signal.period == 999_999_000)
    }

    @Test func dutyOfNoneAndAllIsALevel() {
        #expect(PWMSignal(frequency: 1000, duty16: 0, start: .zero).constantLevel == .low)
        #expect(PWMSignal(frequency: 1000, duty16: 65535, start: .zero).constantLevel == .high)
        #expect(PWMSignal(frequency: 1000, duty16: 65535, start: .zero).nextEdge(after: .zero) == nil)
        #expect(PWMSignal(frequency: 1000, duty16: 0, start: .zero, isInverted: true).constantLevel == .high)
    }

    @Test func invertedItStartsLow() {
        let signal = PWMSignal(frequency: 1000, duty16: 13107, start: .zero, isInverted: true)
        #expect(signal.level(at: .zero) == .low)
        #expect(signal.duty16 == 52428)
        #expect(signal.nextEdge(after: .zero)?.level == .high)
        #expect(signal.highTime == .microseconds(800))
    }
}
