# Streams made by zlib of CPython 3.11: stored, fixed and dynamic codes, with and without headers.
import deflate
import io


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


print(deflate.AUTO, deflate.RAW, deflate.ZLIB, deflate.GZIP)
stored = b"\x01\x05\x00\xfa\xffhello"
fixed = b"\xcbH\xcd\xc9\xc9W\xc8@\x90\x00"
for data in (stored, fixed):
    attempt(lambda: deflate.DeflateIO(io.BytesIO(data), deflate.RAW).read())
# One byte at a time, lines, and into a buffer.
stream = deflate.DeflateIO(io.BytesIO(b"x\x9cK\xe4J\xe2J\xe6*J-.\x01\x00\x0eY\x03\x03"))
print(stream.read(1), stream.readline(), stream.readline(), stream.read())
source = io.BytesIO(fixed + b"rest")
stream = deflate.DeflateIO(source, deflate.RAW)
buffer = bytearray(8)
print(stream.readinto(buffer), buffer, source.read())
# What is wrong.
attempt(lambda: deflate.DeflateIO(io.BytesIO(b"\x01\x05\x00\xfb\xffhello"), deflate.RAW).read())
attempt(lambda: deflate.DeflateIO(io.BytesIO(b"\x07"), deflate.RAW).read())
attempt(lambda: deflate.DeflateIO(io.BytesIO(fixed[:5]), deflate.RAW).read())
attempt(lambda: deflate.DeflateIO(io.BytesIO(b"")).read())
attempt(lambda: deflate.DeflateIO(io.BytesIO(b"x\x9d")).read())
attempt(lambda: deflate.DeflateIO(io.BytesIO(fixed), deflate.RAW, 4))
attempt(lambda: deflate.DeflateIO(io.BytesIO(fixed), 4))
attempt(lambda: deflate.DeflateIO())
attempt(lambda: deflate.DeflateIO(1).read())
stream = deflate.DeflateIO(io.BytesIO(fixed), deflate.RAW)
stream.close()
attempt(stream.read)
source = io.BytesIO(fixed)
with deflate.DeflateIO(source, deflate.RAW, 0, True) as stream:
    print(stream.read(2))
attempt(source.read)
