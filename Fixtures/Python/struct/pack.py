def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

import struct
print(struct.pack("<bBhHiIlLqQ", -1, 255, -2, 65535, -3, 4294967295, -4, 5, -6, 18446744073709551615))
print(struct.pack(">hiq", 1, 2, 3), struct.pack("!H", 258), struct.pack("<f", 1.5), struct.pack(">d", -0.1), struct.pack("<e", 1.5))
print(struct.pack("4s", b"ab"), struct.pack("2s", b"abcd"), struct.pack("3s", "é"), struct.pack("<b2xb", 1, 2), struct.pack("<3h", 1, 2, 3), struct.pack("<0sb", b"", 1))
print(struct.pack("bh", 1, 2), struct.pack("@bi", 1, 2), struct.pack("<bi", 1, 2), struct.calcsize("bi"), struct.calcsize("<bi"), struct.calcsize("hb"), struct.calcsize("4s2xi"), struct.calcsize(""), struct.calcsize(b"<i"))
print(struct.pack("<b", 300), struct.pack("<Q", -1), struct.pack("<i", 1 << 40), struct.pack("<q", True), struct.pack("<hh", 1), struct.pack("<h", 1, 2))
for action in (lambda: struct.pack("<b", "a"), lambda: struct.pack("<i", 1.5), lambda: struct.pack("<z", 1), lambda: struct.calcsize("=i"), lambda: struct.calcsize("5"), lambda: struct.pack("s", 1), lambda: struct.pack(1, 1), lambda: struct.pack("<f", "a"), lambda: struct.pack()):
    attempt(action)
buffer = bytearray(8)
struct.pack_into("<hh", buffer, 1, 258, -1)
struct.pack_into("<b", buffer, -1, 7)
print(buffer)
for action in (lambda: struct.pack_into("<i", buffer, 6, 1), lambda: struct.pack_into("<i", buffer, -3, 1), lambda: struct.pack_into("<b", buffer, -9, 1), lambda: struct.pack_into("<b", b"abc", 0, 1)):
    attempt(action)
