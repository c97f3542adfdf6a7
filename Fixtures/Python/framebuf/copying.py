# Text, scrolling, and copies with a key, a palette and from plain buffers.
import framebuf


class Picture(framebuf.FrameBuffer):
    def __init__(self, width, height, format):
        self.data = bytearray(width * height)
        super().__init__(self.data, width, height, format)


def show(drawing, width, height):
    for y in range(height):
        print("".join(" 123456789ABCDEF"[drawing.pixel(x, y) & 15] for x in range(width)).rstrip())


picture = Picture(32, 18, framebuf.GS4_HMSB)
picture.text("Aj~\x80", -2, 1, 5)
picture.text("wg\0x", 8, 12)
show(picture, 32, 18)
picture.scroll(5, -3)
picture.scroll(-2, 1)
picture.scroll(40, 0)
show(picture, 32, 18)
stamp = Picture(6, 6, framebuf.MONO_HLSB)
stamp.ellipse(2, 2, 2, 2, 1)
palette = Picture(2, 1, framebuf.GS8)
palette.pixel(0, 0, 9)
palette.pixel(1, 0, 4)
picture.blit(stamp, 20, 2, 0)
picture.blit(stamp, 28, -2, -1, palette)
picture.blit(stamp, -3, 14, 1, palette)
picture.blit((b"\x12\x34\x56\x78", 4, 2, framebuf.GS4_HMSB), 10, 9)
show(picture, 32, 18)
