def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

data = bytearray(b"abcdef")
print(data[1], data[-1], data[1:3], data[:], data[4:2], data[10:])
data[0] = 65
data[-1] = 70
data[1:3] = b"XYZ"
print(data)
data[1:1] = b"--"
print(data)
data[2:] = bytearray(b"end")
print(data)
data[:2] = b""
print(data, len(data))
data[1:2] = data
print(data)
data[0:3] = memoryview(b"123")
print(data)
for index in range(30):
    data[len(data):] = bytes([65 + index % 26])
print(data)
def store(index, value):
    data[index] = value
def store_first(value):
    data[0:1] = value
def store_stepped(value):
    data[0:4:2] = value
def delete(index):
    del data[index]
def delete_first():
    del data[0:1]
for action in (lambda: store(100, 1), lambda: store(0, "a"), lambda: store_first([1]), lambda: store_stepped(b"ab"), lambda: delete(0), delete_first, lambda: data[100], lambda: data["a"], lambda: data[::2]):
    attempt(action)
