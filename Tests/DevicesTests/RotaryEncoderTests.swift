import Fabric
import Testing

@testable import Devices

@Suite struct RotaryEncoderTests {
    let bench = PartBench()

    /// What a sketch does: at each fall of CLK, DT high means clockwise.
    func detents(turningTo position: Double) throws -> Int {
        let part = try bench.solder(RotaryEncoder(id: "enc1", circuit: bench.circuit))
        var count = 0
        let clock = bench["CLK"].net.observeEdges(at: bench.now) { [bench] level, instant in
            if level == .low { count += bench["DT"].net.level(at: instant).isHigh ? 1 : -1 }
        }
        try part.set(control: "position", to: position, at: bench.now)
        bench.wait(.seconds(1))
        clock.cancel()
        #expect(bench.isHigh("CLK") && bench.isHigh("DT"))
        return count
    }

    @Test func clockwiseClockFallsFirst() throws { #expect(try detents(turningTo: 3) == 3) }
    @Test func counterclockwiseDataFallsFirst() throws { #expect(try detents(turningTo: -5) == -5) }

    @Test func turnedFurtherOnTheWayItGoesThere() throws {
        let part = try bench.solder(RotaryEncoder(id: "enc1", circuit: bench.circuit))
        let edges = try bench.edges(of: "CLK") {
            try part.set(control: "position", to: 2, at: bench.now)
            bench.wait(.milliseconds(1))
            try part.set(control: "position", to: 4, at: bench.now)
            bench.wait(.milliseconds(50))
        }
        #expect(edges.count == 8)
    }
}
