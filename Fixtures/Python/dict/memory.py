import gc
def cost(f):
    gc.collect()
    before = gc.mem_alloc()
    keep = f()
    return gc.mem_alloc() - before
base = cost(lambda: None)
keys = list(range(300))
def fill(n):
    d = {}
    for i in range(n): d[keys[i]] = None
    return d
for n in list(range(0, 20)) + [30, 40, 60, 100, 300]:
    print(n, cost(lambda: fill(n)) - base)
print(cost(lambda: {1: 1}) - base, cost(lambda: {1: 1, 2: 2, 3: 3}) - base, cost(lambda: dict()) - base, cost(lambda: dict(a=1)) - base)
d = fill(50)
print(cost(lambda: d.copy()) - base, cost(lambda: dict(d)) - base, cost(lambda: d.keys()) - base, cost(lambda: d | d) - base)
print(cost(lambda: dict.fromkeys(keys)) - base, cost(lambda: dict.fromkeys(iter(keys))) - base, cost(lambda: list(d.items())) - base)
from collections import OrderedDict
def ordered(n):
    d = OrderedDict()
    for i in range(n): d[keys[i]] = None
    return d
for n in (0, 1, 4, 5, 9, 40):
    print(n, cost(lambda: ordered(n)) - base)
def emptied():
    d = fill(50)
    for k in list(d): del d[k]
    return d
print(cost(emptied) - base)
