import Fabric
import Testing

@testable import Devices

@Suite struct ShiftRegister165Tests {
    /// Nexperia 74HC165, figure 6: load 11010110 (H to A), then shift.
    @Test func loadsInParallelAndShiftsHighestBitFirst() throws {
        let bench = PartBench()
        _ = try bench.solder(ShiftRegister165(id: "sr1", circuit: bench.circuit))
        bench.drive("CE", false)
        bench.drive("CP", false)
        bench.drive("DS", true)
        for bit in 0..<8 { bench.drive("D\(bit)", 0b1101_0110 >> bit & 1 == 1) }
        bench.drive("PL", false)
        bench.drive("PL", true)
        bench.drive("D7", false)
        var bits = ""
        for _ in 0..<10 {
            bits += bench.isHigh("Q7") ? "1" : "0"
            #expect(bench.isHigh("Q7_N") != bench.isHigh("Q7"))
            bench.drive("CP", true)
            bench.drive("CP", false)
        }
        #expect(bits == "1101011011")
    }

    @Test func clockEnableHighHoldsIt() throws {
        let bench = PartBench()
        _ = try bench.solder(ShiftRegister165(id: "sr1", circuit: bench.circuit))
        bench.drive("CP", false)
        bench.drive("D7", true)
        bench.drive("PL", false)
        bench.drive("CE", true)
        bench.drive("PL", true)
        bench.drive("CP", true)
        bench.drive("CP", false)
        #expect(bench.isHigh("Q7"))
    }
}
