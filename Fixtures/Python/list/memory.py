import gc
def cost(f):
    gc.collect()
    before = gc.mem_alloc()
    keep = f()
    return gc.mem_alloc() - before
base = cost(lambda: None)
for n in range(0, 24):
    print(n, cost(lambda: [0] * n) - base, cost(lambda: list(range(n))) - base, cost(lambda: [i for i in range(n)]) - base)
def grow():
    l = []
    sizes = []
    last = gc.mem_alloc()
    for i in range(70):
        l.append(None)
    return l
print(cost(grow) - base)
def shrink():
    l = [None] * 100
    for i in range(90): l.pop()
    return l
print(cost(shrink) - base)
def ext():
    l = [1, 2, 3]
    l.extend([4, 5])
    l.extend((6, 7, 8, 9, 10))
    return l
print(cost(ext) - base)
l = list(range(40))
print(cost(lambda: l[3:9]) - base, cost(lambda: l[::2]) - base, cost(lambda: l + l) - base, cost(lambda: l.copy()) - base)
print(cost(lambda: sorted(l)) - base, cost(lambda: iter(l)) - base, cost(lambda: reversed(l)) - base)
