import Fabric
import Testing

@testable import Devices

@Suite struct TiltSwitchTests {
    @Test func tiltedIsHighUprightIsLow() throws {
        let bench = PartBench()
        let part = try bench.solder(TiltSwitch(id: "tilt1", circuit: bench.circuit))
        #expect(bench["OUT"].net.level(at: .zero) == .low)
        try part.set(control: "tilted", to: 1, at: .zero)
        #expect(bench.isHigh("OUT"))
    }

    @Test func withoutGroundItIsDeadAndSaysSo() throws {
        let bench = PartBench()
        let part = try bench.solder(TiltSwitch(id: "tilt1", circuit: bench.circuit), without: ["GND"])
        #expect(bench["OUT"].net.level(at: .zero) == .floating)
        #expect(part.complaints(at: .zero) == ["tilt1: GND is not wired, so it has no power"])
    }
}
