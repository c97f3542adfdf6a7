import Fabric
import Testing

@testable import Devices

@Suite struct ClockGeneratorTests {
    @Test(arguments: [("", 10_000.0), ("0.5", 0.5), ("32.768k", 32_768), ("1.5m", 1_500_000)])
    func frequenciesWithTheirLetters(word: String, hertz: Double) throws {
        let bench = PartBench()
        let words = word.isEmpty ? [:] : ["frequency": word]
        let part = try ClockGenerator(id: "clk1", attributes: Attributes(words), circuit: bench.circuit)
        _ = try bench.solder(part)
        #expect(bench["CLK"].net.waveform?.frequency == hertz && bench["CLK"].net.dutyHigh == 0.5)
    }

    @Test func aWordThatIsNoFrequencyIsRefused() {
        #expect(throws: DeviceError.self) {
            try ClockGenerator(id: "clk1", attributes: Attributes(["frequency": "fast"]), circuit: Circuit())
        }
    }
}
