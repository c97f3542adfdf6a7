def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

import struct
data = bytes(range(1, 17))
for layout in ("<bBhH", ">bBhH", "<iI", ">q", "<Q", "4s2xb", "<3h", "bh", "<2b0s", "x", ""):
    print(layout, struct.unpack(layout, data), struct.calcsize(layout))
print(struct.unpack("<b", b"\xff"), struct.unpack("<B", b"\xff"), struct.unpack("<i", b"\xff" * 4), struct.unpack("<I", b"\xff" * 4), struct.unpack("<q", b"\xff" * 8), struct.unpack("<Q", b"\xff" * 8))
print(struct.unpack("<f", b"\0\0\xc0\x3f"), struct.unpack(">d", b"\x3f\xf0" + bytes(6)), struct.unpack("<e", b"\0\x3e"))
print(struct.unpack_from("<h", data, 3), struct.unpack_from("<h", data, -2), struct.unpack("<h", bytearray(b"ab")), struct.unpack("<h", memoryview(data)[2:4]), struct.unpack("<h", data, 5))
for action in (lambda: struct.unpack("<i", b"abc"), lambda: struct.unpack_from("<i", data, 14), lambda: struct.unpack_from("<b", data, -17), lambda: struct.unpack("<i", [1]), lambda: struct.unpack("?", b"a")):
    attempt(action)
for value in (0.0, 1.0, 0.1, 65504.0, 65520.0, 1e-7, -2.5, 1.9999):
    print(value, struct.pack("<e", value), struct.unpack("<e", struct.pack("<e", value)))
