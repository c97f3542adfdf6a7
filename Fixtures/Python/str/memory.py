# Bytes of heap that operations on text take, blocks that they free again not counted.
import gc, struct
from array import array

def used(action):
    gc.collect()
    gc.disable()
    before = gc.mem_alloc()
    result = action()
    after = gc.mem_alloc()
    gc.enable()
    return after - before

def nothing():
    pass

base = used(nothing)
def show(*actions):
    print([used(action) - base for action in actions])

short, long, wide, data = "seven77", "0123456789" * 10, "é" * 20, bytes(50)
array_of = bytearray(20)
words = ["alpha1", "beta22", "gamma3"]
show(lambda: short + short, lambda: long + short, lambda: short * 10, lambda: short + "", lambda: long[10:50], lambda: long[3], lambda: short[1:1])
show(lambda: long.upper(), lambda: short.strip(), lambda: long.replace("1", "abc"), lambda: long.replace("x", "y"), lambda: " ".join(words), lambda: long.split("5"), lambda: "a b c".split(), lambda: long.rsplit("5", 3))
show(lambda: long.partition("5"), lambda: long.find("9"), lambda: long.center(150), lambda: long.splitlines(), lambda: long.encode(), lambda: data.decode(), lambda: array_of.decode(), lambda: wide[3:5])
show(lambda: "%d" % 1234567, lambda: "%s %s" % (long, long), lambda: "{}".format(1234567), lambda: "{:>40}".format(short), lambda: "{0} {1}".format(short, long), lambda: "%5.2f" % 1.5, lambda: "%x" % (1 << 100))
show(lambda: str(1234567), lambda: repr(long), lambda: repr(data), lambda: str([1, 2, 3]), lambda: repr(1.25), lambda: str(long), lambda: repr(words), lambda: chr(0x1234))
show(lambda: bytes(10), lambda: bytes([1, 2, 3]), lambda: bytes(x for x in (1, 2)), lambda: data[1:20], lambda: data + data, lambda: data * 2, lambda: data.hex(), lambda: bytes.fromhex("00 11 22 33"), lambda: b"")
show(lambda: bytearray(10), lambda: bytearray(), lambda: bytearray(data), lambda: array_of + data, lambda: memoryview(array_of), lambda: bytearray([1, 2, 3]))
show(lambda: array("i", [1, 2, 3]), lambda: array("q", 10 * [0])[0], lambda: array("d", [1])[0], lambda: array("I", [1 << 31])[0], lambda: struct.pack("<iq", 1, 2), lambda: struct.unpack("<3b", data), lambda: struct.unpack("<q", data), lambda: struct.unpack("4s4s", data))
show(lambda: [x for x in long[:5]], lambda: list(data[:5]), lambda: iter(long), lambda: iter(data), lambda: iter(array_of), lambda: hash(long), lambda: long == long + "")
growing = bytearray()
steps = []
for number in range(40):
    before = gc.mem_alloc()
    growing.append(number)
    steps.append(gc.mem_alloc() - before)
print(steps)
