import Fabric
import Testing

@testable import Devices

@Suite struct DPDTRelayTests {
    @Test func theCoilMovesBothPolesEitherWayRound() throws {
        let bench = PartBench()
        let part = DPDTRelay(id: "rel1", attributes: Attributes(["bounce": "0"]), circuit: bench.circuit)
        for pin in DPDTRelay.pinNames { try part.connect(pin: pin, to: bench[pin].net, at: .zero) }
        for wire in ["NO1", "NC1", "NO2", "NC2"] { bench[wire].setPull(.up, at: .zero) }
        bench.drive("P1", false)
        bench.drive("P2", false)
        for (one, other) in [(true, false), (false, true)] {
            bench.drive("COIL1", one)
            bench.drive("COIL2", other)
            bench.wait(.milliseconds(5))
            #expect(!bench.isHigh("NO1") && bench.isHigh("NC1") && !bench.isHigh("NO2") && bench.isHigh("NC2"))
            bench.drive("COIL1", other)
            bench.wait(.milliseconds(3))
            #expect(bench.isHigh("NO1") && !bench.isHigh("NC1") && bench.isHigh("NO2") && !bench.isHigh("NC2"))
        }
    }
}
