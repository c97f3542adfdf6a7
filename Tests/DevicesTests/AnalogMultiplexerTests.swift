import Fabric
import Testing

@testable import Devices

@Suite struct AnalogMultiplexerTests {
    @Test func oneChannelIsJoinedToTheCommonPin() throws {
        let bench = PartBench()
        _ = try bench.solder(AnalogMultiplexer(id: "mux1", circuit: bench.circuit))
        bench["I5"].net.addDriver(.voltage(1.25, 100), at: .zero)
        bench["I0"].net.addDriver(.voltage(0.5, 100), at: .zero)
        bench.drive("EN", false)
        #expect(bench.volts("COM") == 0.5)
        bench.drive("S0", true)
        bench.drive("S2", true)
        #expect(bench.volts("COM") == 1.25)
        bench.drive("EN", true)
        #expect(bench["COM"].net.level(at: .zero) == .floating)
    }
}
