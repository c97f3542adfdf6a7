import Fabric
import Testing

@testable import Devices

@Suite struct LCD2004Tests {
    /// Four rows of one memory of two lines: 0x00, 0x40, 0x14, 0x54.
    @Test func theThirdRowIsBehindTheFirst() throws {
        let bench = PartBench(supplyVolts: 5)
        let part = try LCD2004(id: "lcd1", attributes: Attributes(["pins": "i2c"]), circuit: bench.circuit)
        _ = try bench.solder(part)
        let lcd = Backpack(bench: bench)
        lcd.begin()
        for (address, text): (UInt8, String) in [(0x00, "one"), (0x40, "two"), (0x14, "three"), (0x54, "four")] {
            lcd.byte(0x80 | address)
            lcd.text(text)
        }
        let rows = ["one", "two", "three", "four"].map { $0 + String(repeating: " ", count: 20 - $0.count) }
        #expect(part.readout(at: bench.now) == .rows(rows))
    }
}
