import Fabric
import Testing

@testable import Devices

@Suite struct DS3231Tests {
    let bench = PartBench()

    func part() throws -> DS3231 {
        let words = ["initTime": "2024-02-28T23:59:50"]
        return try bench.solder(DS3231(id: "rtc1", attributes: Attributes(words), circuit: bench.circuit))
    }

    @Test func theTimeAndALeapDay() throws {
        _ = try part()
        bench.wait(.seconds(10))
        #expect(bench.read(0x68, register: 0, 7) == [0x00, 0x00, 0x00, 0x04, 0x29, 0x02, 0x24])
    }

    /// Data sheet, "Temperature registers": 00011001 01 is 25.25 °C.
    @Test func theTemperatureInQuarters() throws {
        let part = try part()
        try part.set(control: "temperature", to: 25.25, at: bench.now)
        #expect(bench.read(0x68, register: 0x11, 2) == [0b0001_1001, 0b0100_0000])
        try part.set(control: "temperature", to: -0.25, at: bench.now)
        #expect(bench.read(0x68, register: 0x11, 2) == [0xFF, 0xC0])
    }

    /// "Clock and calendar": the century bit, bit 7 of the month, is toggled when the years register overflows from 99 to 00.
    @Test func theCenturyBitStaysAndToggles() throws {
        _ = try part()
        bench.write(0x68, [0, 0x58, 0x59, 0x23, 0x05, 0x31, 0x92, 0x99])
        #expect(bench.read(0x68, register: 5, 2) == [0x92, 0x99])
        bench.wait(.seconds(3))
        #expect(bench.read(0x68, register: 5, 2) == [0x01, 0x00])
    }

    /// Table 2: alarm 1 when seconds match.
    @Test func anAlarmPullsTheInterruptUntilItsFlagIsCleared() throws {
        _ = try part()
        bench.write(0x68, [0x07, 0x55, 0x80, 0x80, 0x80])
        bench.write(0x68, [0x0E, 0x05])
        #expect(bench.isHigh("SQW"))
        bench.wait(.seconds(6))
        #expect(!bench.isHigh("SQW"))
        #expect(bench.read(0x68, register: 0x0F, 1).map { $0[0] & 1 } == 1)
        bench.write(0x68, [0x0F, 0x00])
        #expect(bench.isHigh("SQW"))
    }

    @Test func alarm2ComesWithTheMinute() throws {
        _ = try part()
        bench.write(0x68, [0x0B, 0x00, 0x00, 0x80])
        bench.write(0x68, [0x0E, 0x06])
        bench.wait(.seconds(9))
        #expect(bench.isHigh("SQW"))
        bench.wait(.seconds(2))
        #expect(!bench.isHigh("SQW"))
    }
}
