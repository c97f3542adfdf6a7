# Lines, rectangles, ellipses and polygons, in and beyond the picture.
import framebuf
from array import array


def show(drawing, width, height):
    for y in range(height):
        print("".join(" .:#"[drawing.pixel(x, y)] for x in range(width)).rstrip())
    drawing.fill(0)


picture = framebuf.FrameBuffer(bytearray(40 * 16 // 4), 40, 16, framebuf.GS2_HMSB)
for end in ((39, 15), (0, 15), (39, 3), (7, 15), (-9, 4), (60, 40)):
    picture.line(5, 2, end[0], end[1], 3)
picture.rect(20, 1, 15, 6, 1)
picture.rect(30, 4, 30, 30, 2, True)
show(picture, 40, 16)
picture.ellipse(8, 8, 7, 5, 3)
picture.ellipse(24, 8, 5, 7, 1, True, 0b0101)
picture.ellipse(36, 3, 0, 0, 2)
picture.ellipse(33, 12, 6, 0, 2)
picture.ellipse(38, 8, 0, 6, 2)
show(picture, 40, 16)
picture.poly(2, 2, array("h", [0, 0, 12, 3, 6, 12, -3, 7]), 3)
picture.poly(20, 1, array("b", [0, 0, 15, 2, 3, 6, 14, 13, -4, 9]), 2, True)
picture.poly(0, 0, b"", 1)
show(picture, 40, 16)
