import Fabric
import Testing

@testable import Devices

@Suite struct HeartBeatSensorTests {
    @Test func seventyFiveBeatsAMinute() throws {
        let bench = PartBench()
        let part = try bench.solder(HeartBeatSensor(id: "heart1", circuit: bench.circuit))
        try part.set(control: "bpm", to: 75, at: .zero)
        let rises = bench.edges(of: "OUT") { bench.wait(.seconds(60)) }.filter { $0.level == .high }
        #expect((74...75).contains(rises.count))
        #expect(rises[1].at - rises[0].at == .milliseconds(800))
    }
}
