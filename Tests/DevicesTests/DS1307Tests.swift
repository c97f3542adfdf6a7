import Fabric
import Testing

@testable import Devices

@Suite struct DS1307Tests {
    let bench = PartBench(supplyVolts: 5)

    func part(_ time: String = "2019-11-19T11:41:56Z") throws -> DS1307 {
        let part = try DS1307(id: "rtc1", attributes: Attributes(["initTime": time]), circuit: bench.circuit)
        return try bench.solder(part)
    }

    /// Table 2 of the data sheet; a Tuesday.
    @Test func theTimeIsInBCD() throws {
        _ = try part()
        #expect(bench.read(0x68, register: 0, 7) == [0x56, 0x41, 0x11, 0x02, 0x19, 0x11, 0x19])
        bench.wait(.seconds(5))
        #expect(bench.read(0x68, register: 0, 2) == [0x01, 0x42])
    }

    @Test func aNewTimeTakesEffectAtOnceAndGoesOn() throws {
        _ = try part()
        bench.write(0x68, [0, 0x58, 0x59, 0x23, 0x07, 0x28, 0x02, 0x24])
        bench.wait(.seconds(3))
        #expect(bench.read(0x68, register: 0, 7) == [0x01, 0x00, 0x00, 0x01, 0x29, 0x02, 0x24])
    }

    @Test func haltStopsTheClock() throws {
        _ = try part()
        bench.write(0x68, [0, 0x80])
        bench.wait(.seconds(10))
        #expect(bench.read(0x68, register: 0, 1) == [0x80])
        bench.write(0x68, [0, 0x00])
        bench.wait(.seconds(10))
        #expect(bench.read(0x68, register: 0, 1) == [0x10])
    }

    @Test func twelveHours() throws {
        _ = try part()
        bench.write(0x68, [2, 0x60 | 0x11])
        #expect(bench.read(0x68, register: 2, 1) == [0x71])
        bench.wait(.seconds(3600))
        #expect(bench.read(0x68, register: 2, 1) == [0x52])
    }

    @Test func memoryWrapsToTheSeconds() throws {
        _ = try part()
        bench.write(0x68, [0x3F, 0xAB])
        #expect(bench.read(0x68, register: 0x3F, 2) == [0xAB, 0x56])
    }

    @Test func theSquareWave() throws {
        _ = try part()
        bench.write(0x68, [7, 0x10])
        let rises = bench.edges(of: "SQW") { bench.wait(.seconds(10)) }.filter { $0.level == .high }
        #expect(rises.count == 10)
        bench.write(0x68, [7, 0x13])
        #expect(bench["SQW"].net.waveform?.frequency == 32768)
        bench.write(0x68, [7, 0x00])
        #expect(!bench.isHigh("SQW"))
    }

    @Test func aTimeThatIsNoneIsRefused() {
        let error = #expect(throws: DeviceError.self) { try part("yesterday") }
        #expect(error?.description.hasPrefix("rtc1: attribute 'initTime' is 'yesterday'") == true)
    }
}
