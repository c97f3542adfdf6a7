def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

data = bytearray(b"abcdefgh")
view = memoryview(data)
part = view[2:6]
print(len(view), len(part), part[0], part[-1], bytes(part), bytes(part[1:3]), list(part[2:]), bytes(memoryview(part)[1:]))
part[0] = 88
part[1:3] = b"12"
view[6:] = bytearray(b"YZ")
print(data, part == b"X12f", b"X12f" == part, part != data, view == data, part < b"Y")
print(part.hex(), part.itemsize, bool(view[1:1]), b"1" in part, memoryview)
constant = memoryview(b"const")
def store(target, index, value):
    target[index] = value
def store_first(target, value):
    target[0:1] = value
for action in (lambda: store(constant, 0, 1), lambda: store_first(constant, b"x"), lambda: store_first(part, b"xy"), lambda: part[4], lambda: view[::2], lambda: view + b"a", lambda: hash(view), lambda: memoryview(1), lambda: memoryview([1]), lambda: memoryview(), lambda: view.nothing, lambda: view.append(1)):
    attempt(action)
from array import array
numbers = array("H", [1, 2, 3, 4])
window = memoryview(numbers)[1:3]
window[0] = 500
print(numbers, list(window), window.itemsize, bytes(window), len(window))
print(bytes(memoryview("text")), memoryview(bytes(3))[1])
