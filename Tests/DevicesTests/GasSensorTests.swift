import Fabric
import Testing

@testable import Devices

@Suite struct GasSensorTests {
    /// MQ-2, figure 2: at 200 ppm of LPG Rs/R0 is 10^0.21 = 1.62, at 10 000 ppm 0.26.
    @Test func moreGasIsMoreVoltage() throws {
        let bench = PartBench(supplyVolts: 5)
        let part = try bench.solder(GasSensor(id: "gas1", circuit: bench.circuit), without: ["DOUT", "AOUT"])
        for (ppm, ratio) in [(199.526, 1.6218), (10_000, 0.2575)] {
            try part.set(control: "ppm", to: ppm, at: .zero)
            #expect(abs(bench.volts("AO") - 5 / (1 + ratio)) < 0.003)
        }
        #expect(bench.isHigh("DO"))
        try part.set(control: "ppm", to: 50_000, at: .zero)
        #expect(bench.volts("AO") > 4.4 && !bench.isHigh("DO"))
    }
}
