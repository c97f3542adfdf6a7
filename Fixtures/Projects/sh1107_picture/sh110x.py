"""OLED displays of the SH110x family: page by page, from a frame buffer."""
import framebuf


class SH1106(framebuf.FrameBuffer):
    FIRST_COLUMN = 2
    SETUP = (0xAE, 0xD5, 0x80, 0xA8, 0x3F, 0xD3, 0x00, 0x40, 0xAD, 0x8B, 0xA1, 0xC8, 0xDA, 0x12, 0x81, 0x80, 0xA4, 0xA6, 0xAF)

    def __init__(self, i2c, width=128, height=64, address=0x3C):
        self.i2c, self.width, self.height, self.address = i2c, width, height, address
        self.buffer = bytearray(width * height // 8)
        super().__init__(self.buffer, width, height, framebuf.MONO_VLSB)
        for command in self.SETUP:
            self.command(command)

    def command(self, *numbers):
        for number in numbers:
            self.i2c.writeto(self.address, bytes((0x80, number)))

    def show(self):
        for page in range(self.height // 8):
            self.command(0xB0 | page, self.FIRST_COLUMN & 15, 0x10 | self.FIRST_COLUMN >> 4)
            self.i2c.writevto(self.address, (b"\x40", self.buffer[page * self.width : (page + 1) * self.width]))


class SH1107(SH1106):
    FIRST_COLUMN = 0
    SETUP = (0xAE, 0xD5, 0x50, 0xA8, 0x7F, 0xD3, 0x00, 0xDC, 0x00, 0xAD, 0x8B, 0xA1, 0xC8, 0x81, 0x80, 0xA4, 0xA6, 0xAF)

    def __init__(self, i2c):
        super().__init__(i2c, 128, 128)
