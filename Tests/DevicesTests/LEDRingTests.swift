import Fabric
import Testing

@testable import Devices

@Suite struct LEDRingTests {
    @Test func asManyPixelsAsItsAttributeSays() throws {
        let bench = PartBench()
        let part = try LEDRing(id: "ring1", attributes: Attributes(["pixels": "4"]), circuit: bench.circuit)
        _ = try bench.solder(part)
        bench.sendPixels([(1, 0, 0), (0, 2, 0), (0, 0, 3), (4, 4, 4)], to: "DIN")
        #expect(part.picture(at: bench.now)?.pixels == [0x010000, 0x000200, 0x000003, 0x040404])
        bench.sendPixels([(9, 9, 9)], to: "DIN")
        #expect(part.picture(at: bench.now)?.pixels == [0x090909, 0x000200, 0x000003, 0x040404])
    }
}
