import Fabric
import Testing

@testable import Devices

@Suite struct NMOSFETTests {
    /// 2N7000: it conducts while the gate is 2.1 V above the source.
    @Test func theGateJoinsDrainAndSource() throws {
        let bench = PartBench()
        let part = try NMOSFET(id: "q1", circuit: bench.circuit)
        try part.connect(pin: "S", to: bench.circuit.ground, at: .zero)
        try part.connect(pin: "D", to: bench["D"].net, at: .zero)
        try part.connect(pin: "G", to: bench["G"].net, at: .zero)
        bench["D"].setPull(.up, at: .zero)
        #expect(bench.isHigh("D"), "a gate that floats")
        bench.drive("G", true)
        #expect(!bench.isHigh("D"))
        #expect(part.output("on", at: bench.now) == 1)
        bench.drive("G", false)
        #expect(bench.isHigh("D"))
    }
}
