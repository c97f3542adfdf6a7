def lcg(n, s=7):
    for _ in range(n):
        s = (s * 1103515245 + 12345) & 0x7fffffff
        yield (s >> 8)
for make in (lambda v: v % 40 - 9, lambda v: 'name%d' % (v % 30), lambda v: v % 5000, lambda v: (v % 7, 'k%d' % (v % 13), -v, bool(v & 1), None)[v % 5]):
    d = {}
    for v in lcg(400):
        k = make(v)
        if v & 0x300000 == 0 and k in d:
            del d[k]
        else:
            d[k] = v & 255
        if v % 17 == 0:
            print(d)
    print(list(d), list(d.values()))
    while len(d) > 3:
        print(d.popitem(), end=' ')
    print(d)
print({'one': 1, 'two': 2, 'three': 3, 'four': 4, 'five': 5})
print({i: i for i in range(20)}, {i * 1000: i for i in range(12)}, {-i: 1 for i in range(9)})
print(dict(x=1, y=2, z=3, w=4), dict.fromkeys(range(5, 0, -1)))
def f(**kw): print(kw)
f(a=1, b=2, c=3, d=4, e=5, self=6)
