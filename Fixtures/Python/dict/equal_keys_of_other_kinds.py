# Keys that are equal without being the same: bool and int, int and float, in either order, met on the way to a free place too.
for first, second in ((False, 0), (0, False), (True, 1), (1, True), (2, 2.0), (2.0, 2)):
    d = {}
    d[first] = "a"
    print(second in d, d.get(second), d.get(second, "none"))
    d[second] = "b"
    print(d, len(d))
    del d[second]
    print(d, first in d)

# Capacity 4: 0, 4 and False begin at the same place.
d = {4: "four", 8: "eight", False: "no"}
print(d[0], d[4], d[8], 0 in d, 12 in d)
d[0] = "zero"
d[4] = "4"
print(sorted(d.values()), len(d))

e = {0: "zero", "x": 1}
e[False] = "no"
e[True] = "yes"
e[1] = "one"
print(e[0], e[1], e["x"], len(e))
print({0, False, 0.0}, 0 in {False}, False in [0], {1: 2}.get(True))
