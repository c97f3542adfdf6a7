g = (x * 2 for x in range(3))
print(next(g), list(g))
print(sum(x for x in range(5) if x & 1), max((len(w) for w in ("a", "bbb")), default=0))
def f(n):
    return ((i, n) for i in range(n))
print(list(f(2)))
print(tuple(a + b for a in "xy" for b in "12"))
