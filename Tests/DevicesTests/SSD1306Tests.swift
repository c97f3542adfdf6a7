import Fabric
import Testing

@testable import Devices

@Suite struct SSD1306Tests {
    let bench = PartBench()

    /// What micropython-lib's ssd1306.py sends at its beginning for 128 x 64.
    static let beginning: [UInt8] = [
        0xAE, 0x20, 0x00, 0x40, 0xA1, 0xA8, 0x3F, 0xC8, 0xD3, 0x00, 0xDA, 0x12, 0xD5, 0x80, 0xD9, 0xF1, 0xDB, 0x30,
        0x81,
        0xFF, 0xA4, 0xA6, 0xAD, 0x30, 0x8D, 0x14, 0xAF,
    ]

    func part() throws -> SSD1306 {
        try bench.solder(SSD1306(id: "oled1", circuit: bench.circuit), without: ["CLK", "DATA", "3V3", "VIN"])
    }

    func command(_ bytes: UInt8...) { for byte in bytes { bench.write(0x3C, [0x80, byte]) } }

    @Test func theDriversPictureAppearsUpright() throws {
        let part = try part()
        for byte in Self.beginning { command(byte) }
        command(0x21, 0, 127, 0x22, 0, 7)
        var frame = [UInt8](repeating: 0, count: 1024)
        // (0, 0), (127, 0), (3, 10) and (127, 63) in pages of eight rows.
        frame[0] = 0x01
        frame[127] = 0x01
        frame[128 + 3] = 0x04
        frame[7 * 128 + 127] = 0x80
        #expect(bench.write(0x3C, [0x40] + frame) == 1026)
        let picture = try #require(part.picture(at: bench.now))
        #expect(picture.width == 128 && picture.height == 64)
        let lit = picture.pixels.indices.filter { picture.pixels[$0] != 0 }
        #expect(lit == [0, 127, 10 * 128 + 3, 63 * 128 + 127])
        command(0xA7)
        #expect(part.picture(at: bench.now)?[0, 0] == 0 && part.picture(at: bench.now)?[1, 0] == 0xFFFFFF)
        command(0xAE)
        #expect(part.picture(at: bench.now) == Picture(width: 128, height: 64))
    }

    /// 8.2 of the application note: the panel stays dark until the charge pump runs.
    @Test func withoutItsPumpItStaysDark() throws {
        let part = try part()
        command(0xA5, 0xAF)
        #expect(part.picture(at: bench.now) == Picture(width: 128, height: 64))
        command(0x8D, 0x14)
        #expect(part.picture(at: bench.now) == Picture(width: 128, height: 64, color: 0xFFFFFF))
    }

    /// Page addressing, as after reset: the column wraps within the page.
    @Test func pageByPage() throws {
        let part = try part()
        command(0x8D, 0x14, 0xAF, 0xA1, 0xC8, 0xB2, 0x05, 0x11)
        bench.write(0x3C, [0x40, 0xFF])
        #expect(part.picture(at: bench.now)?[0x15, 16] == 0xFFFFFF && part.picture(at: bench.now)?[0x15, 15] == 0)
    }

    @Test func withoutGroundNobodyAnswers() throws {
        let part = try bench.solder(
            SSD1306(id: "oled1", circuit: bench.circuit), without: ["CLK", "DATA", "3V3", "VIN", "GND"])
        #expect(bench.write(0x3C, [0x80, 0xAF]) == 0)
        #expect(part.complaints(at: bench.now) == ["oled1: GND is not wired, so it has no power"])
    }

    @Test func aWrongAddressIsNotAcknowledged() throws {
        _ = try part()
        #expect(bench.write(0x3D, [0x80, 0xAF]) == 0)
    }
}
