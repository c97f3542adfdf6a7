def lcg(n, s=3):
    for _ in range(n):
        s = (s * 1103515245 + 12345) & 0x7fffffff
        yield (s >> 8)
for make in (lambda v: v % 60, lambda v: 's%d' % (v % 40), lambda v: v % 9999 - 5000):
    s = set()
    for v in lcg(300):
        if v & 0x300000 == 0: s.discard(make(v))
        else: s.add(make(v))
        if v % 13 == 0: print(s)
    t = set(make(v) for v in lcg(50, 9))
    print(s & t); print(t & s); print(s | t); print(s - t); print(s ^ t); print(frozenset(s))
    while len(s) > 2: print(s.pop(), end=' ')
    print(s)
print({5, 3, 1}, {'one', 'two', 'three'}, {True, 1, 0}, {i * 100 for i in range(15)})
