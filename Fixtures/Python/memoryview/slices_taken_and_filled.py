# Slices of bytearrays and memoryviews: taken, and filled from bytes, bytearrays and views.
data = bytearray(range(16))
view = memoryview(data)
for a, b in ((0, 4), (4, 4), (6, 2), (-3, None), (None, -12), (2, 100), (100, 200), (None, None), (-100, 3)):
    print(bytes(view[a:b]), bytes(data[a:b]), len(view[a:b]))

# A view of a view counts from its own start.
inner = view[4:12]
print(bytes(inner[1:3]), bytes(inner[-2:]), bytes(inner[2:][1:][1:4]))

# Filled.
view[0:4] = b"abcd"
inner[0:2] = bytearray(b"xy")
inner[2:4] = memoryview(b"0123456")[3:5]
data[12:14] = view[0:2]
print(data)

# From itself, overlapping.
view[1:5] = view[0:4]
print(data)
data[4:8] = data[5:9]
print(data)

# A bytearray takes other lengths, a view does not.
data2 = bytearray(b"0123456789")
data2[2:4] = b"abcdef"
print(data2)
data2[2:8] = b""
print(data2)
data2[len(data2) :] = b"end"
print(data2)
for value in (b"123", b"", bytearray(5)):
    try:
        view[0:4] = value
    except ValueError as e:
        print("ValueError", e)
for value in ("text", 5, None, [1, 2, 3, 4]):
    try:
        view[0:4] = value
        print("taken")
    except (NotImplementedError, TypeError, ValueError) as e:
        print(type(e).__name__, e)

# What must not be written to.
try:
    memoryview(b"fixed")[0:2] = b"xx"
except TypeError as e:
    print("TypeError", e)

# Steps.
print(view[0:4:1] == bytes(data[0:4]))
for step in (2, -1):
    try:
        view[0:4:step]
    except NotImplementedError as e:
        print("NotImplementedError", e)

# Larger elements.
from array import array

words = array("h", (1, 2, 3, 4, 5))
over = memoryview(words)
print(list(over[1:3]), list(over[3:][1:]), list(words[1:4]))
over[0:2] = array("h", (-7, -8))
words[3:5] = array("h", (9,))
print(words)
try:
    over[0:1] = b"ab"
except ValueError as e:
    print("ValueError", e)


# Ends that are objects.
class Own(bytearray):
    pass


own = Own(b"subclass")
print(own[1:3], bytes(memoryview(own)[2:4]))
own[0:2] = b"SU"
print(own)
try:
    view[0.5:2]
except TypeError as e:
    print("TypeError")
print(view[True:3] == data[1:3])
