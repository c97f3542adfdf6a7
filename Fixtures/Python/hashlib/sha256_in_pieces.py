# The digest does not depend on how the bytes are cut; lengths around a block's end.
import hashlib

data = bytes(i * 7 & 255 for i in range(200))
for length in (0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 200):
    whole = hashlib.sha256(data[:length]).digest()
    pieces = hashlib.sha256()
    for start in range(0, length, 13):
        pieces.update(data[start : min(start + 13, length)])
    print(length, whole == pieces.digest(), "".join("%02x" % x for x in whole))
hash = hashlib.sha256(b"abc")
print(hash.digest()[:4])
for action in (lambda: hash.digest(), lambda: hash.update(b"")):
    try:
        action()
    except ValueError as error:
        print(error)
try:
    hashlib.sha256(1)
except TypeError as error:
    print(error)
print(hasattr(hashlib, "md5"), hasattr(hashlib, "sha1"))
