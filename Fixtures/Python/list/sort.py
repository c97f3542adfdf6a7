def lcg(n, s=1):
    for _ in range(n):
        s = (s * 1103515245 + 12345) & 0x7fffffff
        yield (s >> 8) % 50
class K:
    count = 0
    def __init__(self, n, i): self.n = n; self.i = i
    def __lt__(self, o): K.count += 1; return self.n < o.n
    def __repr__(self): return '%d.%d' % (self.n, self.i)
for n in (0, 1, 2, 3, 7, 30, 100):
    l = list(lcg(n)); print(sorted(l)); print(sorted(l, reverse=True))
    k = [K(v, i) for i, v in enumerate(l)]
    K.count = 0; k.sort(); print(k, K.count)
    K.count = 0; k.sort(reverse=True); print(k, K.count)
    k.sort(key=lambda x: x.i); print(k)
    calls = []
    print(sorted(l, key=lambda x: (calls.append(x), -x)[1]), calls)
print(sorted(['b', 'a', 'C', '', 'aa']), sorted([(2, 'b'), (1, 'c'), (2, 'a')]), sorted([1, 2.5, True, -1]))
print(sorted('hello'), sorted({3: 1, 1: 2}), sorted([3, 1, 2], key=None), sorted([3, 1, 2], reverse=1))
print(list(range(20))[::-1].sort())
class W:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return 1 if self.n < o.n else 0
    def __repr__(self): return str(self.n)
print(sorted([W(3), W(1), W(2)]))
try:
    sorted([3, 2, 1], lambda x: x)
except TypeError as e:
    print(e)
def boom(x):
    if x == 2: raise ValueError('two')
    return x
l = [3, 2, 1]
try:
    l.sort(key=boom)
except ValueError as e:
    print(e, sorted(l))
