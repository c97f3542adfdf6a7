import Fabric
import Testing

@testable import Devices

@Suite struct DIPSwitchTests {
    @Test func aSwitchJoinsItsTwoPinsAndNoOthers() throws {
        let bench = PartBench()
        let part = try bench.solder(DIPSwitch(id: "dip1", circuit: bench.circuit))
        for pin in ["3b", "4b"] { bench[pin].setPull(.up, at: .zero) }
        for pin in ["3a", "4a"] { bench.drive(pin, false) }
        try part.set(control: "3", to: 1, at: bench.now)
        #expect(!bench.isHigh("3b") && bench.isHigh("4b"))
        try part.set(control: "3", to: 0, at: bench.now)
        #expect(bench.isHigh("3b"))
    }
}
