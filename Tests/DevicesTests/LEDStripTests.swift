import Fabric
import Testing

@testable import Devices

@Suite struct LEDStripTests {
    @Test func eightPixelsPoweredFromItsOtherEnd() throws {
        let bench = PartBench()
        let part = try bench.solder(LEDStrip(id: "strip1", circuit: bench.circuit), without: ["VDD", "VSS"])
        bench.sendPixels((1...8).map { (red: 0, green: UInt8($0), blue: 0) }, to: "DIN")
        #expect(part.picture(at: bench.now)?.pixels == (1...8).map { UInt32($0) << 8 })
    }
}
