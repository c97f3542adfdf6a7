# Sets that grow, shrink and hold what is equal without being the same, small ints among objects.
s = set()
for i in range(40):
    s.add(i * i % 23)
    if i % 3 == 0:
        s.discard(i)
    if i % 7 == 0:
        s.add("t%d" % (i % 5))
        s.add(float(i % 4))
        s.add(i % 2 == 0)
    print(len(s), end=" ")
print(sorted(str(x) for x in s))
for x in (0, False, 0.0, 1, True, 1.0, 2, 2.0, "t0", 2**40):
    print(x in s, end=" ")
print()

for first in (0, False, 0.0, 1, True, 1.0):
    for then in (0, False, 0.0, 1, True, 1.0):
        t = {first}
        t.add(then)
        print(t, end=" ")
    print()


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        print("h%d" % self.n, end=" ")
        return self.n

    def __eq__(self, other):
        print("e", end="")
        return isinstance(other, Key) and self.n == other.n


t = set()
for n in (1, 5, 1, 9, 13, 2):
    t.add(Key(n))
    t.add(n)
print(len(t))
print(Key(5) in t, 5 in t, 6 in t)


class Failing:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        global left
        left -= 1
        if left == 0:
            raise ValueError("hash", self.n)
        return self.n


for left in range(1, 14):
    u = set()
    try:
        for n in range(6):
            u.add(Failing(n))
        print("all", len(u))
    except ValueError as e:
        print(e.args)

u = set(range(-5, 12))
for x in list(u):
    if x & 1:
        u.remove(x)
for x in (-4, 20, -3, 2**30 - 1, -(2**30), 2**30):
    u.add(x)
    u.add(x)
print(sorted(u), len(u))
try:
    u.add([])
except TypeError as e:
    print(e)
