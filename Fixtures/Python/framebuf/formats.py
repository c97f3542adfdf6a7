# Every format keeps its pixels where its driver expects them.
import framebuf

for format in (framebuf.MONO_VLSB, framebuf.RGB565, framebuf.GS4_HMSB, framebuf.MONO_HLSB, framebuf.MONO_HMSB,
               framebuf.GS2_HMSB, framebuf.GS8):
    data = bytearray(11 * 10 * 2 + 8)
    drawing = framebuf.FrameBuffer(data, 11, 10, format)
    for number, (x, y) in enumerate(((0, 0), (1, 0), (7, 3), (8, 7), (10, 8), (10, 9))):
        drawing.pixel(x, y, number * 0x123 + 1)
    drawing.fill_rect(2, 1, 5, 2, 0xABCD)
    drawing.hline(-2, 5, 6, 2)
    drawing.vline(5, 4, 90, 3)
    print(format, bytes(data).hex())
    print([drawing.pixel(x, 2) for x in range(-1, 12)])
