import Fabric
import Testing

@testable import Devices

@Suite struct SH1107Tests {
    @Test func sixteenPagesMake128Rows() throws {
        let bench = PartBench()
        let part = try bench.solder(SH1107(id: "oled1", circuit: bench.circuit), without: ["GND.1", "SCL.1"])
        try part.connect(pin: "GND", to: bench.circuit.ground, at: .zero)
        try part.connect(pin: "SCL", to: bench["SCL"].net, at: .zero)
        for byte: UInt8 in [0xA8, 0x7F, 0xA1, 0xC8, 0xAF, 0xBF, 0x0A, 0x11] { bench.write(0x3C, [0x80, byte]) }
        bench.write(0x3C, [0x40, 0x80])
        let picture = try #require(part.picture(at: bench.now))
        #expect(picture.height == 128 && picture[26, 127] == 0xFFFFFF)
        #expect(picture.pixels.filter { $0 != 0 }.count == 1)
    }
}
