import Fabric
import Testing

@testable import Devices

@Suite struct SevenSegmentTests {
    private static let segments = ["A", "B", "C", "D", "E", "F", "G", "DP"]

    func show(_ bench: PartBench, _ mask: UInt8, lit: Bool) {
        for (bit, name) in Self.segments.enumerated() { bench.drive(name, (mask >> UInt8(bit) & 1 == 1) == lit) }
    }

    /// SA56-11: segments A, B, C, D and G make a 3.
    @Test func commonAnodeIsLitByLow() throws {
        let bench = PartBench()
        let part = try bench.solder(SevenSegment(id: "seg1", circuit: bench.circuit))
        bench.drive("COM.1", true)
        show(bench, 0b0100_1111, lit: false)
        #expect(part.readout(at: .zero)?.text == "3")
    }

    /// Four digits, swept at 100 Hz: each is lit for a quarter of the time.
    @Test func aSweptDisplayLooksStill() throws {
        let bench = PartBench()
        let words = ["common": "cathode", "digits": "4", "colon": "1"]
        let part = try SevenSegment(id: "seg1", attributes: Attributes(words), circuit: bench.circuit)
        _ = try bench.solder(part)
        bench.drive("CLN", true)
        let shapes: [UInt8] = [0x06, 0x5B, 0x4F, 0x66]
        for _ in 0..<10 {
            for digit in 0..<4 {
                for other in 0..<4 { bench.drive("DIG\(other + 1)", true) }
                show(bench, shapes[digit], lit: true)
                bench.drive("DIG\(digit + 1)", false)
                bench.wait(.microseconds(2500))
            }
        }
        #expect(part.readout(at: bench.now) == .digits(shapes, colon: true))
        #expect(part.readout(at: bench.now)?.text == "12:34")
    }
}
