# Draws a frame and a diagonal on an OLED, without framebuf.
from machine import I2C, Pin

ADDRESS = 0x3C
i2c = I2C(0, scl=Pin(5), sda=Pin(4), freq=400000)
for command in (
    0xAE, 0x20, 0x00, 0x40, 0xA1, 0xA8, 0x3F, 0xC8, 0xD3, 0x00, 0xDA, 0x12, 0xD5, 0x80,
    0xD9, 0xF1, 0xDB, 0x30, 0x81, 0xFF, 0xA4, 0xA6, 0x8D, 0x14, 0xAF,
    0x21, 0, 127, 0x22, 0, 7,
):
    i2c.writeto(ADDRESS, bytes((0x80, command)))

frame = bytearray(1025)
frame[0] = 0x40


def pixel(x, y):
    frame[1 + y // 8 * 128 + x] |= 1 << y % 8


for x in range(128):
    pixel(x, 0)
    pixel(x, 63)
for y in range(64):
    pixel(0, y)
    pixel(127, y)
    pixel(2 * y, y)
i2c.writeto(ADDRESS, frame)
