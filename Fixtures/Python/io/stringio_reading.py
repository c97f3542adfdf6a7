import io

s = io.StringIO("first\nsecond line\n\nlast")
print(s.read(3), s.tell())
print(repr(s.readline()), repr(s.readline(4)), repr(s.readline()))
print([line for line in s])
print(repr(s.read()), repr(s.readline()))
print(s.seek(0), s.seek(2, 0), s.read(4))
print(s.seek(-3, 2), s.read())
print(s.seek(-100, 1), s.seek(50, 0), repr(s.read()))
for whence in (0, 1, 2):
    try:
        print(s.seek(-1, whence))
    except OSError as e:
        print("OSError", e.args[0])
u = io.StringIO("aä€𝄞z")
print([u.read(1) for _ in range(6)])
u.seek(0)
print(u.read(3), u.read(10))
with io.StringIO("x") as w:
    print(w.read())
for action in (lambda: w.read(), lambda: w.write("a"), lambda: w.getvalue(), lambda: w.seek(0), lambda: w.close()):
    try:
        print(action())
    except ValueError as e:
        print("ValueError", e)
print(str(io.StringIO()).split()[0], str(io.BytesIO()).split()[0])
