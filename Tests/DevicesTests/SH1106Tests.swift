import Fabric
import Testing

@testable import Devices

@Suite struct SH1106Tests {
    /// 132 columns of which the panel shows 2 to 129: drivers add 2 to each column.
    @Test func thePanelShowsTheMiddleOfTheMemory() throws {
        let bench = PartBench()
        let part = try bench.solder(SH1106(id: "oled1", circuit: bench.circuit))
        for byte: UInt8 in [0xA1, 0xC8, 0xAF, 0xB3, 0x02, 0x10] { bench.write(0x3C, [0x80, byte]) }
        bench.write(0x3C, [0x40, 0x01, 0x80])
        let picture = try #require(part.picture(at: bench.now))
        #expect(picture[0, 24] == 0xFFFFFF && picture[1, 31] == 0xFFFFFF)
        #expect(picture.pixels.filter { $0 != 0 }.count == 2)
    }
}
