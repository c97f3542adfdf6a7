import os

name = "places.tmp"
with open(name, "w+b") as f:
    f.write(b"0123456789")
    print(f.tell(), f.seek(3), f.read(2), f.tell(), f.seek(-1, 1), f.read(1), f.seek(-2, 2), f.read())
    print(f.seek(15), f.read(), f.write(b"x"), f.tell(), f.seek(0), f.read())
    for where in ((-1,), (-100, 1), (-100, 2), (0, 9), (0, -1)):
        try:
            print(f.seek(*where))
        except OSError as e:
            print("OSError", e.args)
    print(f.tell(), f.flush())
    for bad in ("x", None, 1.5):
        try:
            f.seek(bad)
        except TypeError as e:
            print("TypeError", e)
print(os.stat(name)[6])
buffer = bytearray(b"........")
with open(name, "rb") as f:
    print(f.readinto(buffer), buffer, f.readinto(buffer, 3), buffer, f.readinto(memoryview(buffer)[2:4]), buffer)
    print(f.readinto(bytearray(0)), f.readinto(buffer), f.readinto(buffer), f.readinto(buffer, -1))
    for bad in (b"bytes", "text", 5, None):
        try:
            f.readinto(bad)
        except TypeError as e:
            print("TypeError", e)
os.remove(name)
