"""SSD1306, 128 by 64, in horizontal order."""
import framebuf


class SSD1306(framebuf.FrameBuffer):
    def __init__(self, i2c, address=0x3C):
        self.i2c, self.address = i2c, address
        self.buffer = bytearray(1024)
        super().__init__(self.buffer, 128, 64, framebuf.MONO_VLSB)
        self.command(0xAE, 0x20, 0x00, 0xA1, 0xC8, 0xA8, 0x3F, 0xDA, 0x12, 0x8D, 0x14, 0xAF)

    def command(self, *numbers):
        for number in numbers:
            self.i2c.writeto(self.address, bytes((0x80, number)))

    def show(self):
        self.command(0x21, 0, 127, 0x22, 0, 7)
        self.i2c.writevto(self.address, (b"\x40", self.buffer))
