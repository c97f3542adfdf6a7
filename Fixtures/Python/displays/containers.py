print([], [1], [1, 2, 3,], [[], [()]], (1,), (1, 2), ((),))
print({}, {1: 2}, {"a": [1], "b": (2,)}["b"])
a = 1
print([a, a + 1], (a, a), {a: a}, {a})
from collections import OrderedDict
d = OrderedDict({"z": 1, "a": 2, "m": 3})
print(len(d))
