import Fabric
import Testing

@testable import Devices

@Suite struct ShiftRegister595Tests {
    let bench = PartBench()

    func pulse(_ wire: String) {
        bench.drive(wire, true)
        bench.drive(wire, false)
    }

    func shift(_ byte: UInt8) {
        for bit in (0..<8).reversed() {
            bench.drive("DS", byte >> UInt8(bit) & 1 == 1)
            pulse("SHCP")
        }
    }

    func outputs() -> UInt8 { (0..<8).reduce(0) { bench.isHigh("Q\($1)") ? $0 | 1 << UInt8($1) : $0 } }

    /// Nexperia 74HC595, table 3: shift, store, clear, high impedance.
    @Test func shiftedBitsAppearWithTheStorageClock() throws {
        _ = try bench.solder(ShiftRegister595(id: "sr1", circuit: bench.circuit))
        bench.drive("MR", true)
        bench.drive("OE", false)
        shift(0b1010_0110)
        #expect(outputs() == 0)
        pulse("STCP")
        #expect(outputs() == 0b1010_0110 && bench.isHigh("Q7S"))
        bench.drive("MR", false)
        bench.drive("MR", true)
        #expect(outputs() == 0b1010_0110 && !bench.isHigh("Q7S"))
        pulse("STCP")
        #expect(outputs() == 0)
        bench.drive("OE", true)
        #expect(bench["Q0"].net.level(at: .zero) == .floating)
    }

    @Test func twoInARowShareTheirClocks() throws {
        _ = try bench.solder(ShiftRegister595(id: "sr1", circuit: bench.circuit), without: ["MR", "OE"])
        let second = ShiftRegister595(id: "sr2", circuit: bench.circuit)
        for (pin, wire) in [("DS", "Q7S"), ("SHCP", "SHCP"), ("STCP", "STCP"), ("Q0", "second Q0")] {
            try second.connect(pin: pin, to: bench[wire].net, at: .zero)
        }
        shift(0x01)
        shift(0x80)
        pulse("STCP")
        #expect(outputs() == 0x80 && bench.isHigh("second Q0"))
    }
}
