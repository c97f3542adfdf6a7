import Fabric
import Testing

@testable import Devices

extension PartBench {
    /// A command and its data to a colour display.
    func send(_ command: UInt8, _ data: [UInt8] = [], dataPin: String, clock: String, output: String) {
        drive("CS", false)
        drive(dataPin, false)
        exchange([command], clock: clock, output: output)
        drive(dataPin, true)
        exchange(data, clock: clock, output: output)
        drive("CS", true)
    }
}

@Suite struct ILI9341Tests {
    let bench = PartBench()

    func send(_ command: UInt8, _ data: UInt8...) {
        bench.send(command, data, dataPin: "D/C", clock: "SCK", output: "MOSI")
    }

    func display() throws -> ILI9341 {
        bench.drive("CS", true)
        bench.drive("SCK", false)
        let part = ILI9341(id: "lcd1", circuit: bench.circuit)
        return try bench.solder(part, without: ["RST", "LED", "SCL", "SDA"])
    }

    /// Sleep out, 16 bits a pixel, MX and BGR as drivers set it for upright, one pixel near each corner.
    @Test func pixelsStandWhereTheDriverPutThem() throws {
        let part = try display()
        send(0x11)
        send(0x3A, 0x55)
        send(0x36, 0x48)
        send(0x29)
        send(0x2A, 0, 0, 0, 0)
        send(0x2B, 0, 0, 0, 1)
        send(0x2C, 0xF8, 0x00, 0x07, 0xE0)
        send(0x2A, 0, 239, 0, 239)
        send(0x2B, 0x01, 0x3F, 0x01, 0x3F)
        send(0x2C, 0x00, 0x1F)
        let picture = try #require(part.picture(at: bench.now))
        #expect(picture.width == 240 && picture.height == 320)
        #expect(picture[0, 0] == 0xFF0000 && picture[0, 1] == 0x00FF00 && picture[239, 319] == 0x0000FF)
        #expect(picture.pixels.filter { $0 != 0 }.count == 3)
    }

    /// MV, MY, MX and BGR all set is landscape: the first pixel is at the panel's corner below.
    @Test func rotatedTheRowsAreColumns() throws {
        let part = try display()
        for command: UInt8 in [0x11, 0x29] { send(command) }
        send(0x3A, 0x55)
        send(0x36, 0x28)
        send(0x2A, 0x01, 0x3F, 0x01, 0x3F)
        send(0x2B, 0, 0, 0, 0)
        send(0x2C, 0xFF, 0xFF)
        #expect(part.picture(at: bench.now)?[239, 319] == 0xFFFFFF)
    }

    @Test func asleepOrOffItIsDark() throws {
        let part = try display()
        send(0x21)
        send(0x29)
        #expect(part.picture(at: bench.now)?[0, 0] == 0)
        send(0x11)
        #expect(part.picture(at: bench.now)?[0, 0] == 0xFFFFFF)
    }
}
