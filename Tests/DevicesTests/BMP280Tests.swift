import Fabric
import Testing

@testable import Devices

@Suite struct BMP280Tests {
    /// BST-BMP280-DS001 section 3.12: 519888 is 25.08 °C (t_fine 128422), 415148 is 100653.27 Pa.
    @Test func theWorkedExampleOfTheDataSheet() {
        #expect(BoschAir.fine(519888) == 128422)
        #expect(BoschAir.temperature(519888) == 2508)
        #expect(abs(Double(BoschAir.pressure(415148, fine: 128422)) / 256 - 100653.27) < 0.05)
    }

    @Test func itHasNoHumidity() throws {
        let bench = PartBench()
        _ = try bench.solder(BMP280(id: "bmp1", circuit: bench.circuit))
        #expect(bench.read(0x76, register: 0xD0, 1) == [0x58])
        #expect(bench.read(0x76, register: 0x88, 4) == [0x70, 0x6B, 0x43, 0x67])
    }
}
