import binascii

for length in range(8):
    data = bytes(250 - 31 * i & 255 for i in range(length))
    text = binascii.b2a_base64(data)
    print(text, binascii.b2a_base64(data, newline=False), binascii.a2b_base64(text) == data)
for text in (b"", b"YQ==", b"YW I=\n", b"Y-W*I=", "YWJj", b"YW=J", b"=", b"YWJjZA=", b"A", b"AA"):
    try:
        print(text, binascii.a2b_base64(text))
    except ValueError as error:
        print(text, error)
print(binascii.hexlify(b"\x00\xfe\x10"), binascii.hexlify("ab"), binascii.hexlify(b"abc", ":"), binascii.hexlify(b""))
print(binascii.unhexlify("00fE10"), binascii.unhexlify(b""))
for text in ("0", "0g"):
    try:
        print(binascii.unhexlify(text))
    except ValueError as error:
        print(error)
print(hex(binascii.crc32(b"123456789")), binascii.crc32(b""), binascii.crc32(b"56789", binascii.crc32(b"1234")))
print(binascii.crc32(b"x", -1))
try:
    binascii.b2a_base64(b"a", 1, 2)
except TypeError as error:
    print(error)
import gc

gc.collect()
before = gc.mem_alloc()
kept = binascii.b2a_base64(b"a" * 30)
print(gc.mem_alloc() - before)
before = gc.mem_alloc()
kept = binascii.a2b_base64(kept)
print(gc.mem_alloc() - before)
import ubinascii

print(ubinascii is binascii)
