import Board
import Devices
import TestBench
import Testing

/// docs/esp8266/tutorial/ssd1306.rst: the driver is in the firmware.
@Suite struct FrozenDisplayTests {
    @Test func theDriverLightsAPixel() throws {
        let wires = [("SCL", "5"), ("SDA", "4"), ("VCC", "3V3"), ("GND", "GND")]
        let desk = try Desk("nodemcu", parts: [Part("board-ssd1306", id: "oled", wires: wires)])
        desk.run(
            """
            from machine import I2C, Pin
            import ssd1306
            i2c = I2C(sda=Pin(4), scl=Pin(5))
            print(i2c.scan())
            display = ssd1306.SSD1306_I2C(128, 64, i2c)
            display.pixel(3, 2, 1)
            display.fill_rect(120, 60, 8, 4, 1)
            display.show()
            display.contrast(100)
            display.invert(0)
            print(display.buffer[3], display.pages, sum(display.buffer[-8:]))
            """)
        #expect(desk.lines == ["[60]", "4 8 1920"])
        #expect(desk.board.notes == [])
    }

    /// Keywords that only the frozen code names reach the port's own functions.
    @Test func theDriverTalksOverSPI() throws {
        let desk = try Desk("nodemcu")
        desk.run(
            """
            from machine import SPI, Pin
            import ssd1306
            display = ssd1306.SSD1306_SPI(128, 64, SPI(1), Pin(5), Pin(4), Pin(15))
            display.show()
            print(Pin(15).value())
            """)
        #expect(desk.lines == ["1"])
    }
}
