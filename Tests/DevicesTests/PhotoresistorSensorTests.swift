import Fabric
import Testing

@testable import Devices

@Suite struct PhotoresistorSensorTests {
    /// Wokwi's page: lux = (rl10 * 1000 * 10^gamma / R)^(1 / gamma) with R = 2000 * V / (1 - V / 5) for its 2 kOhm; here with 10 kOhm.
    @Test(arguments: [0.1, 10, 500, 100_000])
    func theVoltageGivesTheLightBack(lux: Double) throws {
        let bench = PartBench(supplyVolts: 5)
        let part = try bench.solder(PhotoresistorSensor(id: "ldr1", circuit: bench.circuit))
        try part.set(control: "lux", to: lux, at: .zero)
        let volts = bench.volts("AO")
        let ohms = 10_000 * volts / (5 - volts)
        #expect(abs(Curves.power(50_000 * Curves.power(10, 0.7) / ohms, 1 / 0.7) / lux - 1) < 1e-6)
    }

    /// At 10 lux the cell has its 50 kOhm: 5 V * 50 / 60.
    @Test func inTheDarkTheDigitalOutputIsHigh() throws {
        let bench = PartBench(supplyVolts: 5)
        let part = try bench.solder(PhotoresistorSensor(id: "ldr1", circuit: bench.circuit))
        #expect(!bench.isHigh("DO"))
        try part.set(control: "lux", to: 10, at: .zero)
        #expect(abs(bench.volts("AO") - 5 * 50 / 60) < 1e-9 && bench.isHigh("DO"))
    }
}
