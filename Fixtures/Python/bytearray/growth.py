def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

data = bytearray()
for number in range(20):
    data.append(number * 5)
print(data, len(data))
data.extend(b"tail")
data.extend([1, 2, 3])
data.extend(x for x in (7, 8))
data += b"end"
data += bytearray(b"!")
print(data, len(data))
data.extend(data)
print(len(data), data[-3:])
print(bytearray(3), bytearray(b"ab"), bytearray([1, 2]), bytearray("é", "utf-8"), bytearray(range(3)), bytearray(memoryview(b"xy")), bytearray())
for action in (lambda: bytearray("a"), lambda: bytearray([1, "a"]), lambda: bytearray(None), lambda: bytearray(1.5), lambda: bytearray(1, 2, 3, 4), lambda: data.append("a"), lambda: data.append(), lambda: data.extend(5), lambda: bytearray(a=1)):
    attempt(action)
wide = bytearray(2)
wide[0] = 300
wide[1] = -1
print(wide)
