import Fabric
import Testing

@testable import Devices

@Suite struct MAX7219MatrixTests {
    let bench = PartBench(supplyVolts: 5)

    func send(_ bytes: UInt8...) {
        bench.drive("CS", false)
        bench.exchange(bytes, clock: "CLK", output: "DIN")
        bench.drive("CS", true)
    }

    func matrix(_ chain: Int) throws -> MAX7219Matrix {
        bench.drive("CS", true)
        bench.drive("CLK", false)
        let words = ["chain": "\(chain)"]
        let part = try MAX7219Matrix(id: "m1", attributes: Attributes(words), circuit: bench.circuit)
        return try bench.solder(part, without: ["CS.2", "CLK.2", "VCC.2"])
    }

    /// Tables 2 to 10: shutdown at first, scan limit, rows.
    @Test func rowsAppearWhenItRuns() throws {
        let part = try matrix(1)
        send(0x01, 0x81)
        send(0x08, 0x18)
        send(0x0B, 0x07)
        #expect(part.picture(at: bench.now) == Picture(width: 8, height: 8))
        send(0x0C, 0x01)
        let lines = part.picture(at: bench.now)?.text.split(separator: "\n")
        #expect(lines?.first == "#......#" && lines?.last == "...##...")
        send(0x0A, 0x05)
        #expect(part.output("intensity", at: bench.now) == 5)
    }

    /// The first word sent ends in the last chip, which is the left one; a no-op leaves a chip alone.
    @Test func aChainHasItsFirstWordAtTheLeft() throws {
        let part = try matrix(2)
        send(0x0C, 1, 0x0C, 1)
        send(0x0B, 7, 0x0B, 7)
        send(0x01, 0xF0, 0x01, 0x0F)
        #expect(part.picture(at: bench.now)?.text.hasPrefix("####........####\n") == true)
        send(0x00, 0x00, 0x01, 0xFF)
        #expect(part.picture(at: bench.now)?.text.hasPrefix("####....########\n") == true)
    }

    @Test func theTestLightsAll() throws {
        let part = try matrix(1)
        send(0x0F, 0x01)
        #expect(part.picture(at: bench.now) == Picture(width: 8, height: 8, color: 0xFFFFFF))
    }
}
