import Fabric
import Testing

@testable import Devices

@Suite struct BME280Tests {
    let bench = PartBench()

    /// A measurement in forced mode, as a driver computes it.
    func measure(_ control: UInt8) throws -> (celsius: Double, pascal: Double, percent: Double) {
        bench.write(0x76, [0xF2, control & 7])
        bench.write(0x76, [0xF4, (control & 7) << 5 | (control & 7) << 2 | 1])
        bench.wait(.milliseconds(120))
        let bytes = try #require(bench.read(0x76, register: 0xF7, 8)).map(Int.init)
        let raw = bytes[3] << 12 | bytes[4] << 4 | bytes[5] >> 4
        let fine = BoschAir.fine(raw)
        let pressure = bytes[0] << 12 | bytes[1] << 4 | bytes[2] >> 4
        return (
            Double(BoschAir.temperature(raw)) / 100, Double(BoschAir.pressure(pressure, fine: fine)) / 256,
            Double(BoschAir.humidity(bytes[6] << 8 | bytes[7], fine: fine)) / 1024
        )
    }

    @Test(arguments: [(-40.0, 30_000.0, 10.0), (24, 101_325, 40), (25.08, 100_653.27, 55.5), (84, 109_000, 90)])
    func theDriverComputesTheAirBack(celsius: Double, pascal: Double, percent: Double) throws {
        let part = try bench.solder(BME280(id: "bme1", circuit: bench.circuit))
        try part.set(control: "temperature", to: celsius, at: .zero)
        try part.set(control: "pressure", to: pascal, at: .zero)
        try part.set(control: "humidity", to: percent, at: .zero)
        #expect(bench.read(0x76, register: 0xD0, 1) == [0x60])
        let fine = try measure(5)
        #expect(abs(fine.celsius - celsius) <= 0.011 && abs(fine.pascal - pascal) < 0.5)
        #expect(abs(fine.percent - percent) < 0.02)
        // Without oversampling sixteen bits count: 0.005 °C and about 3 Pa.
        let coarse = try measure(1)
        #expect(abs(coarse.celsius - celsius) <= 0.02 && abs(coarse.pascal - pascal) < 6)
    }

    @Test func asleepItKeepsWhatItHas() throws {
        _ = try bench.solder(BME280(id: "bme1", circuit: bench.circuit))
        #expect(bench.read(0x76, register: 0xF7, 8) == [0x80, 0, 0, 0x80, 0, 0, 0x80, 0])
        bench.write(0x76, [0xF4, 0x25])
        #expect(bench.read(0x76, register: 0xF3, 1) == [8])
        bench.wait(.milliseconds(10))
        #expect(bench.read(0x76, register: 0xF3, 1) == [0])
        #expect(bench.read(0x76, register: 0xF4, 1) == [0x24])
    }

    @Test func theAddressIsThatOfItsPinOrAttribute() throws {
        let words = ["i2cAddress": "0x77"]
        _ = try bench.solder(BME280(id: "bme1", attributes: Attributes(words), circuit: bench.circuit))
        #expect(bench.write(0x76, [0xD0]) == 0 && bench.write(0x77, [0xD0]) == 2)
    }
}
