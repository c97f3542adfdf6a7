import Fabric
import Testing

@testable import Devices

@Suite struct ST7789Tests {
    /// An IPS panel: drivers send INVON for true colours.
    @Test func withInversionOnColorsAreTrue() throws {
        let bench = PartBench()
        bench.drive("CS", true)
        bench.drive("SCL", false)
        let part = try bench.solder(ST7789(id: "tft1", circuit: bench.circuit), without: ["RST", "BL"])
        let send = { (command: UInt8, data: [UInt8]) in
            bench.send(command, data, dataPin: "DC", clock: "SCL", output: "SDA")
        }
        for command: UInt8 in [0x11, 0x21, 0x29] { send(command, []) }
        send(0x3A, [0x55])
        send(0x36, [0x00])
        send(0x2A, [0, 2, 0, 2])
        send(0x2B, [0, 3, 0, 3])
        send(0x2C, [0xFF, 0xE0])
        #expect(part.picture(at: bench.now)?[2, 3] == 0xFFFF00)
        #expect(part.picture(at: bench.now)?[0, 0] == 0)
    }
}
