import Fabric
import Testing

@testable import Devices

@Suite struct RelayModuleTests {
    let bench = PartBench()

    func relay(_ transistor: String) throws -> RelayModule {
        let part = try RelayModule(
            id: "rel1", attributes: Attributes(["transistor": transistor]), circuit: bench.circuit)
        _ = try bench.solder(part)
        for wire in ["NO", "NC"] { bench[wire].setPull(.up, at: .zero) }
        bench.drive("COM", false)
        return part
    }

    /// SRD-05VDC: at most 10 ms to operate, 5 ms to release.
    @Test func itOperatesIn10AndReleasesIn5Milliseconds() throws {
        let part = try relay("npn")
        #expect(!bench.isHigh("NC") && bench.isHigh("NO"))
        bench.drive("IN", true)
        bench.wait(.milliseconds(9))
        #expect(!bench.isHigh("NC"))
        bench.wait(.milliseconds(1))
        #expect(bench.isHigh("NC") && !bench.isHigh("NO"))
        #expect(part.output("energized", at: bench.now) == 1)
        bench.drive("IN", false)
        bench.wait(.milliseconds(5))
        #expect(!bench.isHigh("NC") && bench.isHigh("NO"))
    }

    @Test func withPNPLowIsActive() throws {
        _ = try relay("pnp")
        bench.drive("IN", true)
        bench.wait(.milliseconds(20))
        #expect(!bench.isHigh("NC"))
        bench.drive("IN", false)
        bench.wait(.milliseconds(20))
        #expect(!bench.isHigh("NO"))
    }

    @Test func anotherTransistorIsRefused() {
        let error = #expect(throws: DeviceError.self) { try relay("fet") }
        #expect(error?.description == "rel1: attribute 'transistor' is 'fet', expected npn or pnp")
    }
}
