import Fabric
import Testing

@testable import Devices

@Suite struct LEDMatrixTests {
    @Test(arguments: [("", [1, 2, 3, 4]), ("serpentine", [1, 2, 4, 3])])
    func rowsRunOnOrBack(layout: String, order: [UInt32]) throws {
        let bench = PartBench()
        let words = ["rows": "2", "cols": "2", "layout": layout]
        let part = try LEDMatrix(id: "m1", attributes: Attributes(words), circuit: bench.circuit)
        _ = try bench.solder(part)
        bench.sendPixels((1...4).map { (red: 0, green: 0, blue: UInt8($0)) }, to: "DIN")
        #expect(part.picture(at: bench.now)?.pixels == order)
    }
}
