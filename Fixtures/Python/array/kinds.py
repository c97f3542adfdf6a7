def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

from array import array
for code in "bBhHiIlLqQ":
    numbers = array(code, [1, 2, 3])
    numbers[0] = 127
    print(numbers, numbers[0], numbers[-1], len(numbers), len(bytes(numbers)), memoryview(numbers).itemsize)
print(array("f", [1.5, -2, 1 / 4]), array("d", [0.1, 1e300]), array("i"), array("O", ["a", None, [1]]))
print(array("b", [200, -200]), array("B", [-1, 256]), array("h", [40000]), array("i", [1 << 31]), array("I", [-1]), array("q", [1 << 63]), array("Q", [-1]))
print(array("H", b"\x01\x02\x03\x04\x05"), array("B", bytearray(b"ab")), array("i", range(3)), array("i", (x * x for x in range(4))))
for action in (lambda: array("z"), lambda: array("x", [1]), lambda: array(""), lambda: array(1), lambda: array(), lambda: array("i", 1), lambda: array("i", ["a"]), lambda: array("i", [1.5]), lambda: array("f", ["a"]), lambda: array("i", [1], 2)):
    attempt(action)
