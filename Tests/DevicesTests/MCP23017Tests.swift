import Fabric
import Testing

@testable import Devices

@Suite struct MCP23017Tests {
    let bench = PartBench()

    func part() throws -> MCP23017 {
        for wire in ["SDA", "SCL"] { bench[wire].net.addDriver(.pullUp(4700), at: .zero) }
        return try bench.solder(MCP23017(id: "io1", circuit: bench.circuit), without: ["RESET"])
    }

    /// DS20001952C table 3-1: after reset all pins are inputs, BANK is 0.
    @Test func portsOutAndIn() throws {
        _ = try part()
        #expect(bench.read(0x20, register: 0, 2) == [0xFF, 0xFF])
        bench.write(0x20, [0x00, 0xF0])
        bench.write(0x20, [0x12, 0xA5])
        #expect((0..<4).map { bench.isHigh("GPA\($0)") } == [true, false, true, false])
        bench.drive("GPA7", true)
        #expect(bench.read(0x20, register: 0x12, 1) == [0x85])
        #expect(bench.read(0x20, register: 0x14, 1) == [0xA5])
        bench.write(0x20, [0x0D, 0x02])
        #expect(bench.isHigh("GPB1") && !bench.isHigh("GPB2"))
        bench.write(0x20, [0x03, 0x02])
        #expect(bench.read(0x20, register: 0x13, 1) == [0x00])
    }

    @Test func anInterruptKeepsThePortOfItsMoment() throws {
        _ = try part()
        bench.drive("GPA0", true)
        bench.write(0x20, [0x04, 0x01])
        #expect(bench.isHigh("INTA"))
        bench.drive("GPA0", false)
        bench.drive("GPA1", true)
        #expect(!bench.isHigh("INTA") && bench.isHigh("INTB"))
        #expect(bench.read(0x20, register: 0x0E, 1) == [0x01])
        #expect(bench.read(0x20, register: 0x10, 1) == [0x00])
        #expect(bench.isHigh("INTA"))
    }

    @Test func withBankTheRegistersOfAPortAreTogether() throws {
        _ = try part()
        bench.write(0x20, [0x0A, 0x80])
        bench.write(0x20, [0x10, 0x00])
        bench.write(0x20, [0x1A, 0x81])
        #expect(bench.isHigh("GPB0") && bench.isHigh("GPB7"))
    }
}
