import Fabric
import Testing

@testable import Devices

@Suite struct RGBLEDTests {
    @Test func byDefaultTheCommonLegIsTheAnode() throws {
        let bench = PartBench()
        let part = try bench.solder(RGBLED(id: "rgb1", circuit: bench.circuit))
        bench.drive("COM", true)
        bench.drive("R", false)
        bench.drive("G", true)
        bench["B"].setMode(.output, at: .zero)
        bench["B"].setWaveform(PWMSignal(periodNanoseconds: 1000, highNanoseconds: 750, start: .zero), at: .zero)
        #expect(part.outputs(at: .zero) == [Output("red", 1), Output("green", 0), Output("blue", 0.25)])
    }

    @Test func withCommonCathodeHighLights() throws {
        let bench = PartBench()
        let part = try RGBLED(id: "rgb1", attributes: Attributes(["common": "cathode"]), circuit: bench.circuit)
        _ = try bench.solder(part)
        bench.drive("COM", false)
        bench.drive("G", true)
        #expect(part.output("green", at: .zero) == 1 && part.output("red", at: .zero) == 0)
    }

    /// A quarter of each millisecond, by hand.
    @Test func anEyeSeesTheMeanOfAFrame() throws {
        let bench = PartBench()
        let part = try RGBLED(id: "rgb1", attributes: Attributes(["common": "cathode"]), circuit: bench.circuit)
        _ = try bench.solder(part)
        bench.drive("COM", false)
        for _ in 0..<50 {
            bench.drive("R", true)
            bench.wait(.microseconds(250))
            bench.drive("R", false)
            bench.wait(.microseconds(750))
        }
        #expect(abs(part.output("red", at: bench.now)! - 0.25) < 1e-9)
        bench.wait(.milliseconds(40))
        #expect(part.output("red", at: bench.now) == 0)
    }
}
