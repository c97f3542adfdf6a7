import Fabric
import Testing

@testable import Devices

@Suite struct SlideSwitchTests {
    @Test func theMiddlePinJoinsLeftThenRightAndNeverBoth() throws {
        let bench = PartBench()
        let part = try bench.solder(SlideSwitch(id: "sw1", circuit: bench.circuit))
        bench.drive("1", true)
        bench.drive("3", false)
        #expect(bench.isHigh("2"))
        try part.set(control: "value", to: 1, at: bench.now)
        bench.wait(.milliseconds(2))
        #expect(bench["2"].net.level(at: bench.now) == .low)
        #expect(bench["1"].net.level(at: bench.now) == .high)
    }

    @Test func theAttributeIsWhereItBegins() throws {
        let bench = PartBench()
        let part = try SlideSwitch(id: "sw1", attributes: Attributes(["value": "1"]), circuit: bench.circuit)
        _ = try bench.solder(part)
        bench.drive("3", true)
        #expect(bench.isHigh("2"))
        #expect(part.output("value", at: .zero) == 1)
    }

    @Test func itBouncesAtTheSideThatItGoesTo() throws {
        let bench = PartBench()
        let part = try bench.solder(SlideSwitch(id: "sw1", circuit: bench.circuit))
        bench["2"].setPull(.up, at: .zero)
        bench.drive("3", false)
        let edges = try bench.edges(of: "2") {
            try part.set(control: "value", to: 1, at: bench.now)
            bench.wait(.milliseconds(2))
        }
        #expect((11...101).contains(edges.count) && edges.last?.level == .low)
    }
}
