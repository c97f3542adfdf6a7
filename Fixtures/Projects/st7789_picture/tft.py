"""Colour displays that speak the MIPI command set: fills rectangles, and draws text of eight by eight with framebuf."""
import framebuf
from time import sleep_ms


def color(red, green, blue):
    return (red & 0xF8) << 8 | (green & 0xFC) << 3 | blue >> 3


class TFT:
    def __init__(self, spi, cs, dc, rst, orientation, inverted=False):
        self.spi, self.cs, self.dc = spi, cs, dc
        cs.init(cs.OUT, value=1)
        dc.init(dc.OUT, value=0)
        rst.init(rst.OUT, value=0)
        sleep_ms(1)
        rst.on()
        sleep_ms(120)
        self.command(0x11)
        sleep_ms(120)
        self.command(0x3A, b"\x55")
        self.command(0x36, bytes([orientation]))
        self.command(0x21 if inverted else 0x20)
        self.command(0x29)

    def command(self, number, data=b""):
        self.cs.off()
        self.dc.off()
        self.spi.write(bytes([number]))
        if data:
            self.dc.on()
            self.spi.write(data)
        self.cs.on()

    def blit(self, x, y, width, height, pixels):
        for command, first, last in ((0x2A, x, x + width - 1), (0x2B, y, y + height - 1)):
            self.command(command, bytes([first >> 8, first & 255, last >> 8, last & 255]))
        self.command(0x2C, pixels)

    def fill_rect(self, x, y, width, height, color):
        line = color.to_bytes(2, "big") * width
        self.blit(x, y, width, height, line * height)

    def text(self, text, x, y, color):
        width = 8 * len(text)
        buffer = bytearray(width * 16)
        swapped = color >> 8 | (color & 255) << 8
        framebuf.FrameBuffer(buffer, width, 8, framebuf.RGB565).text(text, 0, 0, swapped)
        self.blit(x, y, width, 8, buffer)
