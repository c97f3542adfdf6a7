import Fabric
import Testing

@testable import Devices

@Suite struct ST7735Tests {
    /// Eighteen bits a pixel after reset, twelve by COLMOD 3.
    @Test func colorsOfTwelveSixteenAndEighteenBits() throws {
        let bench = PartBench()
        bench.drive("CS", true)
        bench.drive("SCK", false)
        let part = try bench.solder(ST7735(id: "tft1", circuit: bench.circuit), without: ["RESET", "LED"])
        let send = { (command: UInt8, data: [UInt8]) in
            bench.send(command, data, dataPin: "A0", clock: "SCK", output: "SDA")
        }
        send(0x11, [])
        send(0x29, [])
        send(0x36, [0xC0])
        for (format, data): (UInt8, [UInt8]) in [
            (0x03, [0xF0, 0x00, 0xF0]), (0x05, [0xF8, 0x00, 0x07, 0xE0]), (0x06, [0xFC, 0, 0, 0, 0xFC, 0]),
        ] {
            send(0x3A, [format])
            send(0x2A, [0, 0, 0, 1])
            send(0x2B, [0, 0, 0, 0])
            send(0x2C, data)
            let picture = try #require(part.picture(at: bench.now))
            #expect(picture[0, 0] == 0xFF0000 && picture[1, 0] == 0x00FF00)
        }
    }
}
