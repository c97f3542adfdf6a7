import Fabric
import Testing

@testable import Devices

@Suite struct BMP180Tests {
    let bench = PartBench()

    /// Section 3.5: UT 27898 is 15.0 °C, UP 23843 is 69964 Pa.
    @Test func theWorkedExampleOfTheDataSheet() {
        #expect(BMP180.temperature(27898) == 150)
        #expect(BMP180.pressure(23843, rawTemperature: 27898, oversampling: 0) == 69964)
    }

    /// What a driver reads and computes: at every oversampling within 0.1 °C and 1 Pa (or the converter's own step).
    @Test(arguments: [(-40.0, 30_000.0), (15, 69_964), (24, 101_325), (85, 110_000)])
    func theDriverComputesTheAirBack(celsius: Double, pascal: Double) throws {
        let part = try bench.solder(BMP180(id: "bmp1", circuit: bench.circuit))
        try part.set(control: "temperature", to: celsius, at: .zero)
        try part.set(control: "pressure", to: pascal, at: .zero)
        #expect(bench.read(0x77, register: 0xD0, 1) == [0x55])
        #expect(bench.read(0x77, register: 0xAA, 4) == [0x01, 0x98, 0xFF, 0xB8])
        bench.write(0x77, [0xF4, 0x2E])
        bench.wait(.milliseconds(5))
        let word = try #require(bench.read(0x77, register: 0xF6, 2))
        let raw = Int(word[0]) << 8 | Int(word[1])
        #expect(BMP180.temperature(raw) == Int(celsius * 10))
        for oversampling in 0..<4 {
            bench.write(0x77, [0xF4, 0x34 + UInt8(oversampling << 6)])
            bench.wait(.milliseconds(26))
            let bytes = try #require(bench.read(0x77, register: 0xF6, 3))
            let up = (Int(bytes[0]) << 16 | Int(bytes[1]) << 8 | Int(bytes[2])) >> (8 - oversampling)
            let value = BMP180.pressure(up, rawTemperature: raw, oversampling: oversampling)
            #expect(abs(value - Int(pascal)) <= 3)
        }
    }

    /// Table 8: 4.5 ms at most; until then bit 5 of F4 is set and the result the old one.
    @Test func aConversionTakesItsTime() throws {
        _ = try bench.solder(BMP180(id: "bmp1", circuit: bench.circuit))
        bench.write(0x77, [0xF4, 0x2E])
        #expect(bench.read(0x77, register: 0xF4, 1) == [0x2E])
        #expect(bench.read(0x77, register: 0xF6, 2) == [0x80, 0])
        bench.wait(.milliseconds(5))
        #expect(bench.read(0x77, register: 0xF4, 1) == [0x0E])
        #expect(bench.read(0x77, register: 0xF6, 2) != [0x80, 0])
    }
}
