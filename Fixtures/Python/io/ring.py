import micropython

r = micropython.RingIO(5)
print(r.any(), r.read(), r.write(b"abcdefg"), r.any(), r.write(b"x"))
print(r.read(2), r.write(b"12345"), r.read(), r.any())
r.write(b"a\nb\n")
print(r.readline(), r.readline(1), r.any(), r.close())
print(r.write(b"zz"))
buffer = bytearray(3)
print(r.readinto(buffer), buffer)
own = bytearray(4)
shared = micropython.RingIO(own)
shared.write(b"wxyz")
print(own, shared.any(), shared.read(1), shared.write(b"!"), own)
for size in (0, -1, -5, 65535):
    try:
        print(micropython.RingIO(size))
    except (ValueError, MemoryError) as e:
        print(type(e).__name__)
for bad in ("x", None, b""):
    try:
        micropython.RingIO(bad)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(micropython.RingIO(65534).write(bytes(70000)))
