import MicroPython

/// `ssd1306`, which the ESP8266's firmware carries (boards/ESP8266_GENERIC/manifest_2MiB.py, v1.29). The behaviour is that of micropython-lib's module of
/// this name; the commands are those of the SSD1306 data sheet, table 9-1; the code is our own.
enum FrozenDisplay {
    static let ssd1306 = FrozenModule(
        name: "ssd1306",
        source: """
            import framebuf
            import time


            class SSD1306(framebuf.FrameBuffer):
                def __init__(self, width, height, external_vcc):
                    self.width = width
                    self.height = height
                    self.external_vcc = external_vcc
                    self.pages = height // 8
                    self.buffer = bytearray(self.pages * width)
                    super().__init__(self.buffer, width, height, framebuf.MONO_VLSB)
                    self.init_display()

                def init_display(self):
                    # Off; bytes go along the rows; the picture is not moved; columns and rows from the far end.
                    # Then lines, offset and wiring of the rows, clock, precharge, deselect level, contrast.
                    wiring = 0x02 if self.width > 2 * self.height else 0x12
                    charge = 0x22 if self.external_vcc else 0xF1
                    pump = 0x10 if self.external_vcc else 0x14
                    for command in (
                        b"\\xae\\x20\\x00\\x40\\xa1\\xa8",
                        bytes((self.height - 1, 0xC8, 0xD3, 0x00, 0xDA, wiring)),
                        bytes((0xD5, 0x80, 0xD9, charge, 0xDB, 0x30)),
                        bytes((0x81, 0xFF, 0xA4, 0xA6, 0xAD, 0x30, 0x8D, pump, 0xAF)),
                    ):
                        for byte in command:
                            self.write_cmd(byte)
                    self.fill(0)
                    self.show()

                def poweroff(self):
                    self.write_cmd(0xAE)

                def poweron(self):
                    self.write_cmd(0xAF)

                def contrast(self, contrast):
                    self.write_cmd(0x81)
                    self.write_cmd(contrast)

                def invert(self, invert):
                    self.write_cmd(0xA6 | (invert & 1))

                def rotate(self, rotate):
                    self.write_cmd(0xC0 | ((rotate & 1) << 3))
                    self.write_cmd(0xA0 | (rotate & 1))

                def show(self):
                    # Narrow displays hang in the middle of the 128 columns.
                    first = (128 - self.width) // 2
                    for byte in (0x21, first, first + self.width - 1, 0x22, 0, self.pages - 1):
                        self.write_cmd(byte)
                    self.write_data(self.buffer)


            class SSD1306_I2C(SSD1306):
                def __init__(self, width, height, i2c, addr=0x3C, external_vcc=False):
                    self.i2c = i2c
                    self.addr = addr
                    self.temp = bytearray(2)
                    self.write_list = [b"\\x40", None]
                    super().__init__(width, height, external_vcc)

                def write_cmd(self, cmd):
                    self.temp[0] = 0x80
                    self.temp[1] = cmd
                    self.i2c.writeto(self.addr, self.temp)

                def write_data(self, buf):
                    self.write_list[1] = buf
                    self.i2c.writevto(self.addr, self.write_list)


            class SSD1306_SPI(SSD1306):
                def __init__(self, width, height, spi, dc, res, cs, external_vcc=False):
                    self.rate = 10 * 1024 * 1024
                    for pin in (dc, res, cs):
                        pin.init(pin.OUT, value=pin is cs)
                    self.spi = spi
                    self.dc = dc
                    self.res = res
                    self.cs = cs
                    for level in (1, 0, 1):
                        res(level)
                        time.sleep_ms(10 if level == 0 else 1)
                    super().__init__(width, height, external_vcc)

                def _send(self, is_data, buf):
                    self.spi.init(baudrate=self.rate, polarity=0, phase=0)
                    self.cs(1)
                    self.dc(is_data)
                    self.cs(0)
                    self.spi.write(buf)
                    self.cs(1)

                def write_cmd(self, cmd):
                    self._send(0, bytearray([cmd]))

                def write_data(self, buf):
                    self._send(1, buf)
            """)
}
