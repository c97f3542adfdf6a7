import gc
def cost(f):
    gc.collect()
    before = gc.mem_alloc()
    keep = f()
    return gc.mem_alloc() - before
base = cost(lambda: None)
keys = list(range(300))
def fill(n):
    s = set()
    for i in range(n): s.add(keys[i])
    return s
for n in list(range(0, 20)) + [30, 40, 60, 100, 300]:
    print(n, cost(lambda: fill(n)) - base)
a, b = fill(20), fill(40)
print(cost(lambda: {1, 2, 3}) - base, cost(lambda: a | b) - base, cost(lambda: a & b) - base, cost(lambda: a - b) - base, cost(lambda: a ^ b) - base)
print(cost(lambda: frozenset(b)) - base, cost(lambda: a.copy()) - base, cost(lambda: a <= b) - base, cost(lambda: a.issubset(keys)) - base)
