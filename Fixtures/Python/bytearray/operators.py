def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

data = bytearray(b"abc")
print(data + b"d", data + bytearray(b"e"), b"z" + data, data == b"abc", data == bytearray(b"abc"), data != b"abd", data < b"abd", data == "abc", data == 1)
print(b"b" in data, b"x" in data, "b" in data, [1] in data)
print(bool(bytearray()), bool(data), len(data), list(data), data.find(b"c"), data.decode(), data.hex(), data.upper(), data.split(b"b"), data.replace(b"b", b"--"))
print(bytearray(b"it's"), repr(bytearray(b'q"')), str(bytearray(b"\xff")))
for action in (lambda: hash(data), lambda: data + 1, lambda: data + [1], lambda: data * 2, lambda: 98 in data, lambda: data < 1, lambda: {data: 1}, lambda: -data):
    attempt(action)
view = data
view += b"!"
print(data is view, data)
