import Fabric
import Testing

@testable import Devices

@Suite struct SoundSensorTests {
    @Test func silenceIsHalfOfTheSupply() throws {
        let bench = PartBench()
        let part = try bench.solder(SoundSensor(id: "mic1", circuit: bench.circuit))
        #expect(abs(bench.volts("AOUT") - 1.65) < 1e-9 && !bench.isHigh("DOUT"))
        try part.set(control: "sound", to: 1, at: .zero)
        #expect(abs(bench.volts("AOUT") - 3.3) < 1e-9 && bench.isHigh("DOUT"))
    }
}
