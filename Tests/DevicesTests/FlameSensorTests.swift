import Fabric
import Testing

@testable import Devices

@Suite struct FlameSensorTests {
    @Test func aFlamePullsTheVoltageDown() throws {
        let bench = PartBench()
        let part = try bench.solder(FlameSensor(id: "flame1", circuit: bench.circuit))
        #expect(abs(bench.volts("AOUT") - 3.3) < 1e-9 && !bench.isHigh("DOUT"))
        try part.set(control: "flame", to: 1, at: .zero)
        #expect(bench.volts("AOUT") == 0 && bench.isHigh("DOUT"))
    }
}
