import gc
def cost(f):
    gc.collect()
    before = gc.mem_alloc()
    keep = f()
    return gc.mem_alloc() - before
base = cost(lambda: None)
l = list(range(20))
d = {1: 2}
ident = lambda x: x
print(cost(lambda: iter(l)) - base, cost(lambda: enumerate(l)) - base, cost(lambda: zip(l, l, l)) - base, cost(lambda: map(ident, l)) - base, cost(lambda: filter(None, l)) - base)
print(cost(lambda: iter(d)) - base, cost(lambda: iter(range(3))) - base, cost(lambda: range(3)) - base, cost(lambda: iter(())) - base, cost(lambda: iter('abc')) - base)
e = enumerate(l); z = zip(l, l); m = map(ident, l); f = filter(ident, l)
print(cost(lambda: next(e)) - base, cost(lambda: next(z)) - base, cost(lambda: next(m)) - base, cost(lambda: next(f)) - base)
print(cost(lambda: tuple(iter(l))) - base, cost(lambda: tuple(l)) - base, cost(lambda: sum(l)) - base, cost(lambda: max(l)) - base, cost(lambda: any(l)) - base)
print(cost(lambda: (1, ident, 3)) - base, cost(lambda: (ident,) * 10) - base, cost(lambda: (ident,) + (l,)) - base)
