import io

s = io.StringIO()
print(s.write("hello"), s.write(""), s.getvalue())
s.seek(1)
s.write("ipp")
print(s.getvalue(), s.tell())
s.seek(8)
s.write("end")
print(repr(s.getvalue()))
b = io.BytesIO(3)
print(b.getvalue(), b.write(b"abcdef", 2), b.write(b"abcdef", 2, 3), b.getvalue())
print(b.write(b"abcdef", 9, 9), b.write(bytearray(b"xyz"), -1), b.getvalue())
import array

print(b.write(array.array("H", [1, 2])), b.getvalue())
b.seek(0)
buffer = bytearray(4)
print(b.readinto(buffer), buffer, b.readinto(buffer, 2), buffer, b.readinto(memoryview(buffer)[1:3]), buffer)
for bad in (5, None, [1]):
    try:
        b.write(bad)
    except TypeError as e:
        print("TypeError", e)
for target in (b"bytes", "text", 5):
    try:
        b.readinto(target)
    except TypeError as e:
        print("TypeError", e)
try:
    io.StringIO(None)
except TypeError as e:
    print("TypeError", e)
print(io.StringIO("text", "ignored").read(), io.StringIO(b"bytes").read(), io.BytesIO("text").read())
print(b.flush(), b.close(), b.close())
