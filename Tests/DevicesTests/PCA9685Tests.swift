import Fabric
import Testing

@testable import Devices

@Suite struct PCA9685Tests {
    let bench = PartBench()

    func part() throws -> PCA9685 { try bench.solder(PCA9685(id: "pwm1", circuit: bench.circuit)) }

    func begin(prescale: UInt8) {
        bench.write(0x40, [0x00, 0x10])
        bench.write(0x40, [0xFE, prescale])
        bench.write(0x40, [0x00, 0x20])
        bench.wait(.milliseconds(1))
    }

    /// Section 7.3.5: 200 Hz needs a prescale of 30.
    @Test func theRateFollowsThePrescaler() throws {
        _ = try part()
        begin(prescale: 30)
        bench.write(0x40, [0x06, 0x00, 0x00, 0x00, 0x08])
        let wave = try #require(bench["LED0"].net.waveform)
        #expect(abs(wave.frequency - 196.88) < 0.01 && wave.duty == 0.5)
        bench.write(0x40, [0xFE, 121])
        #expect(bench.read(0x40, register: 0xFE, 1) == [30])
    }

    /// Section 7.3.3, example 1: a delay of 10 % and a duty of 20 %: ON 410, OFF 1229.
    @Test func onAndOffCountsOfTheDataSheetsExample() throws {
        _ = try part()
        begin(prescale: 121)
        bench.write(0x40, [0x0A, 0x9A, 0x01, 0xCD, 0x04])
        let wave = try #require(bench["LED1"].net.waveform)
        #expect(wave.highTicks == 0x4CD - 0x19A && wave.periodTicks == 4096)
    }

    @Test func fullOnFullOffAndAllAtOnce() throws {
        _ = try part()
        begin(prescale: 121)
        bench.write(0x40, [0xFA, 0x00, 0x10, 0x00, 0x00])
        #expect((0..<16).allSatisfy { bench.isHigh("LED\($0)") })
        bench.write(0x40, [0x06, 0x00, 0x10, 0x00, 0x10])
        #expect(!bench.isHigh("LED0") && bench.isHigh("LED1"))
    }
}
