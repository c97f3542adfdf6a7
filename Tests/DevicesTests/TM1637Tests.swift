import Fabric
import Testing

@testable import Devices

@Suite struct TM1637Tests {
    let bench = PartBench()

    /// As the popular driver does it: both lines push-pull, the acknowledge is not looked at.
    func write(_ bytes: [UInt8]) {
        bench.drive("DIO", false)
        bench.wait(.microseconds(10))
        bench.drive("CLK", false)
        bench.wait(.microseconds(10))
        for byte in bytes {
            for bit in 0..<8 {
                bench.drive("DIO", byte >> UInt8(bit) & 1 == 1)
                bench.wait(.microseconds(10))
                bench.drive("CLK", true)
                bench.wait(.microseconds(10))
                bench.drive("CLK", false)
                bench.wait(.microseconds(10))
            }
            bench.drive("CLK", true)
            bench.wait(.microseconds(10))
            bench.drive("CLK", false)
            bench.wait(.microseconds(10))
        }
        bench.drive("DIO", false)
        bench.wait(.microseconds(10))
        bench.drive("CLK", true)
        bench.wait(.microseconds(10))
        bench.drive("DIO", true)
        bench.wait(.microseconds(10))
    }

    func display() throws -> TM1637 {
        let part = try bench.solder(TM1637(id: "disp1", circuit: bench.circuit))
        bench.drive("CLK", true)
        bench.drive("DIO", true)
        return part
    }

    /// Data sheet, "Write SRAM data in address auto increment 1 mode": 0x40, 0xC0 with data, display control.
    @Test func fourDigitsWithAColonBecomeVisible() throws {
        let part = try display()
        write([0x40])
        write([0xC0, 0x06, 0x5B | 0x80, 0x4F, 0x66])
        #expect(part.readout(at: bench.now)?.text == "    ")
        write([0x8F])
        #expect(part.readout(at: bench.now)?.text == "12:34")
        #expect(part.output("brightness", at: bench.now) == 14.0 / 16)
        write([0x80])
        #expect(part.readout(at: bench.now)?.text == "    ")
    }

    @Test func fixedAddressWritesOneDigit() throws {
        let part = try display()
        write([0x88])
        write([0x44])
        write([0xC2, 0x7F])
        #expect(part.readout(at: bench.now)?.text == "  8 ")
    }

    @Test func theNinthClockCarriesItsAcknowledge() throws {
        _ = try display()
        bench.drive("DIO", false)
        bench.wait(.microseconds(5))
        for bit in 0..<8 {
            bench.drive("CLK", false)
            bench.drive("DIO", 0x40 >> UInt8(bit) & 1 == 1)
            bench.wait(.microseconds(5))
            bench.drive("CLK", true)
            bench.wait(.microseconds(5))
        }
        bench.drive("CLK", false)
        bench["DIO"].setMode(.input, at: bench.now)
        #expect(!bench.isHigh("DIO"))
        bench.drive("CLK", true)
        bench.drive("CLK", false)
        #expect(bench.isHigh("DIO"))
    }
}
