import Fabric
import Testing

@testable import Devices

@Suite struct DHT11Tests {
    /// DHT11 data sheet, example 1: 53 % and 24 °C, the sum 77 (there with 24.4 °C and its decimal 4).
    @Test func wholePercentsAndDegrees() throws {
        let bench = PartBench()
        let part = try bench.solder(DHT11(id: "dht1", circuit: bench.circuit))
        try part.set(control: "humidity", to: 53, at: .zero)
        #expect(readDHT(bench, low: .milliseconds(18)) == [53, 0, 24, 0, 77])
    }

    @Test func aMillisecondIsNoStartSignal() throws {
        let bench = PartBench()
        _ = try bench.solder(DHT11(id: "dht1", circuit: bench.circuit))
        #expect(readDHT(bench, low: .milliseconds(1)) == nil)
    }
}
