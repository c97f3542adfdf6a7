import Fabric
import Testing

@testable import Devices

@Suite struct ADXL345Tests {
    /// Data sheet, table 1: 256 counts a g in full resolution, 32 at ± 16 g with ten bits; low byte first.
    @Test func scaleByRangeAndResolution() throws {
        let bench = PartBench()
        let part = try bench.solder(ADXL345(id: "acc1", circuit: bench.circuit))
        #expect(bench.read(0x53, register: 0, 1) == [0xE5])
        try part.set(control: "accelX", to: -2, at: .zero)
        #expect(bench.read(0x53, register: 0x32, 6) == [0, 0, 0, 0, 0, 0])
        bench.write(0x53, [0x2D, 8])
        bench.write(0x53, [0x31, 0x0B])
        #expect(bench.read(0x53, register: 0x32, 6) == [0x00, 0xFE, 0, 0, 0x00, 0x01])
        bench.write(0x53, [0x31, 0x03])
        #expect(bench.read(0x53, register: 0x32, 6) == [0xC0, 0xFF, 0, 0, 0x20, 0x00])
    }
}
