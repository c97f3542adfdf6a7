import Fabric
import Testing

@testable import Devices

@Suite struct PCF8574Tests {
    let bench = PartBench()

    func part() throws -> PCF8574 {
        for wire in ["SDA", "SCL", "INT"] { bench[wire].net.addDriver(.pullUp(4700), at: .zero) }
        return try bench.solder(PCF8574(id: "io1", circuit: bench.circuit))
    }

    @Test func onesAreWeakAndZerosPull() throws {
        _ = try part()
        bench.write(0x20, [0b1111_0000])
        #expect((0..<8).map { bench.isHigh("P\($0)") } == [false, false, false, false, true, true, true, true])
        bench.drive("P7", false)
        #expect(bench.read(0x20, 1) == [0b0111_0000])
    }

    @Test func aChangePullsTheInterruptUntilTheReading() throws {
        _ = try part()
        bench.write(0x20, [0xFF])
        #expect(bench.isHigh("INT"))
        bench.drive("P3", false)
        #expect(!bench.isHigh("INT"))
        #expect(bench.read(0x20, 1) == [0xF7])
        #expect(bench.isHigh("INT"))
    }

    @Test func threePinsMakeTheAddress() throws {
        _ = try part()
        for pin in ["A0", "A2"] { bench.drive(pin, true) }
        #expect(bench.write(0x20, []) == 0 && bench.write(0x25, []) == 1)
    }

    /// The chip has no pull-ups of its own: without resistors the bus is dead.
    @Test func withoutPullUpsNothingIsHeard() throws {
        _ = try bench.solder(PCF8574(id: "io1", circuit: bench.circuit))
        bench.drive("P0", false)
        bench.write(0x20, [0x00])
        #expect(bench.isHigh("P1"))
    }
}
