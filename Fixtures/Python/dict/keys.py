class K:
    def __init__(self, n, h): self.n = n; self.h = h
    def __hash__(self): return self.h
    def __eq__(self, o): print('eq', self, o); return isinstance(o, K) and self.n == o.n
    def __repr__(self): return 'K%d' % self.n
a, b, c, a2 = K(1, 5), K(2, 5), K(3, 6), K(1, 5)
d = {}
d[a] = 'a'; print(len(d)); d[b] = 'b'; print(len(d)); d[c] = 'c'; print(len(d))
print(d[a2], d[b], d.get(K(9, 5)), a2 in d)
d[a2] = 'A'; print(len(d), list(d.keys()))
for i in range(8): d[i] = i
print(d)
del d[b]; print(d)
s = 'conc' + str(1); t = 'conc1'
d = {t: 1}; print(d[s]); d[s] = 2; print(d)
d = {s: 1}; print(d[t], d.get('conc1'), 'conc1' in d)
g = globals(); g['dyn' + 'amic'] = 5; print(dynamic)
print({1.5: 'f'}[1.5], {2: 'i'}[2.0], {b'x': 1}.get('x'), {'x': 1}.get(b'x'), {(1, 2): 3}[(1, 2)], {10 ** 20: 1}[10 ** 20])
print({None: 1}[None], {...: 2}[...], {int: 3}[int], {len: 4}[len], {frozenset((1, 2)): 5}[frozenset((2, 1))])
class U:
    __hash__ = None
    def __eq__(self, o): return True
try:
    {U(): 1}
except TypeError as e:
    print('TypeError')
class V:
    def __eq__(self, o): return True
try:
    {V(): 1}
except TypeError as e:
    print(e)
