# Buffers that are too small or cannot be written, and numbers that fit no picture.
import framebuf

for arguments in (
    (bytearray(7), 8, 8, framebuf.MONO_VLSB), (bytearray(8), 8, 8, framebuf.MONO_VLSB),
    (b"12345678", 8, 8, framebuf.MONO_VLSB), (bytearray(8), 0, 8, framebuf.GS8), (bytearray(8), 2, 2, 7),
    (bytearray(8), 8, 8, framebuf.MONO_HLSB, 7), (bytearray(15), 7, 8, framebuf.MONO_HLSB, 16),
    (bytearray(14), 7, 8, framebuf.MONO_HLSB, 16), (bytearray(99), 70000, 1, framebuf.GS8), (bytearray(8), 8),
):
    try:
        print(framebuf.FrameBuffer(*arguments).pixel(0, 0))
    except Exception as error:
        print(repr(error))
old = framebuf.FrameBuffer1(bytearray(16), 8, 9, 8)
print(old.pixel(8, 0), old.pixel(0, 9), old.pixel(7, 8))
for copy in (lambda: old.blit(5, 0, 0), lambda: old.blit((bytearray(8), 8), 0, 0), lambda: old.text(5, 0, 0)):
    try:
        print(copy())
    except Exception as error:
        print(repr(error))
