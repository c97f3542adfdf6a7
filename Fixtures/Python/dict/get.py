# dict.get finds keys of all kinds, at their place or behind others, and says None or the default where there are none.
d = {}
for i in range(30):
    d[i] = i * i
    d["k%d" % i] = i
    d[(i,)] = -i
for i in range(30):
    text = "k" + str(i)
    if d.get(i) != i * i or d.get(text) != i or d.get(text) != i or d.get((i,)) != -i:
        print("lost", i)
print(d.get(30), d.get(30, "no"), d.get("k30"), d.get("k30", 0), d.get("absent", ()), d.get((30,), None))

# Removed, and put back.
for i in range(0, 30, 2):
    del d[i]
    del d["k%d" % i]
for i in range(4):
    text = "k" + str(i)
    print(i, d.get(i, "gone"), d.get(text, "gone"))
d["k0"] = "back"
text = "k" + str(0)
print(d.get(text), d.get(True), d.get(1.0), d.get(0, "gone"))

from collections import OrderedDict

o = OrderedDict([("b", 1), ("a", 2)])
print(o.get("a"), o.get("c"), o.get("c", 3), o.get(1, 4))
print({}.get(1), {}.get("a", 5), len({}), len(d), len(o))
try:
    d.get()
except TypeError as e:
    print(e)
try:
    d.get([])
except TypeError as e:
    print(type(e))
for value in ([1], (1, 2), {1: 2}, {1}, "äö", b"abc", bytearray(4), range(3)):
    print(len(value))
try:
    len(5)
except TypeError as e:
    print(e)
