import Fabric
import Testing

@testable import Devices

@Suite struct LEDBarGraphTests {
    @Test func tenLEDsOfTheirOwn() throws {
        let bench = PartBench()
        let part = try bench.solder(LEDBarGraph(id: "bar1", circuit: bench.circuit))
        for place in 1...10 {
            bench.drive("C\(place)", false)
            bench.drive("A\(place)", place % 3 == 0)
        }
        #expect(part.outputs(at: .zero).map(\.value) == [0, 0, 1, 0, 0, 1, 0, 0, 1, 0])
    }
}
