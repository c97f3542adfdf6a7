import os

name = "text_and_bytes.tmp"
text = "aä€𝄞\r\nline 2\nno end"
with open(name, "w") as f:
    print(f.write(text))
with open(name) as f:
    print([f.read(1) for _ in range(6)], f.tell())
    print(repr(f.read(3)), repr(f.read(0)), repr(f.readline()), repr(f.read()), repr(f.read()), repr(f.read(5)))
with open(name, "rb") as f:
    print(f.read(4), f.readline(), f.readline(3), f.readlines(), f.read(), f.readline(), f.readlines())
with open(name) as f:
    print(f.readlines())
with open(name) as f:
    for line in f:
        print(repr(line))
    print(next(f, "over"))
with open(name, "wb") as f:
    f.write(b"ok \xc3(")
with open(name) as f:
    print(f.read(3))
    try:
        print(f.read())
    except UnicodeError as e:
        print("UnicodeError")
with open(name, "rb") as f:
    for size in (-2, -100):
        try:
            f.read(size)
        except MemoryError:
            print("MemoryError")
    print(f.read(None) if False else f.read(-1))
with open(name, "wb") as f:
    f.write(bytes(range(256)) * 4)
with open(name, "rb") as f:
    data = f.read()
    print(len(data), f.seek(-3, 2), f.read(), f.seek(0), len(f.read(1000)), len(f.read(1000)))
os.remove(name)
