import Fabric
import Testing

@testable import Devices

@Suite struct LM35Tests {
    /// SNIS159, figure 14: 1500 mV at 150 °C, 250 mV at 25 °C.
    @Test func tenMillivoltsADegree() throws {
        let bench = PartBench()
        let part = try bench.solder(LM35(id: "lm1", circuit: bench.circuit))
        for (celsius, volts) in [(25.0, 0.25), (150, 1.5)] {
            try part.set(control: "temperature", to: celsius, at: .zero)
            #expect(abs(bench.volts("OUT") - volts) < 1e-9)
        }
    }
}
