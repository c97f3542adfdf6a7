def fails(f, *args, **kw):
    try:
        print('no error', f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e.args)


t = (1, 2, 3)
print(t, (), (1,), tuple(), tuple([1, 2]), tuple('abc'), tuple(range(9)), tuple(t) is t, tuple(()) is ())
print(t + (4,), t * 2, 2 * t, t * 0, t * -1, () + (), len(t), bool(()), t[0], t[-1], t[1:], t[:-1], t[5:], t[2:1])
print(t.count(2), t.index(3), t.index(2, 1), t.index(2, -2, -1), 2 in t, 5 in t)
print((1, 2) < (1, 3), (1,) < (1, 0), (2,) > (1, 9), (1, 2) <= (1, 2), (1, 2) >= (1, 2), () < (0,), (1, 'a') == (1, 'a'), (1,) == [1])
print(hash((1, 2)) == hash((1, 2)), hash((1, 2)) == hash((2, 1)), hash((1,)) - hash(()), hash((1, 5)) - hash(()))
x = t; x += (9,); print(x, t); x *= 2; print(x)
a, (b, *c) = 1, (2, 3, 4); print(a, b, c)
fails(lambda: t[3]); fails(lambda: t['a']); fails(lambda: t[::2]); fails(lambda: t[::-1]); fails(lambda: t + [1]); fails(lambda: t < [1])
fails(lambda: t * 'a'); fails(tuple, 1); fails(tuple, 1, 2); fails(t.index, 7); fails(hash, ([],)); fails(lambda: -t)
def put(): t[0] = 1
def dele(): del t[0]
fails(put); fails(dele)
class T(tuple): pass
print(T((1, 2)) == (1, 2), (1, 2) + T((3,)), (1, 2) < T((1, 3)), len(T('ab')), T((1, 2))[1])
print(str((1, 'a', (2,), [3])), repr(('x',)))
for i in (10, 20): print(i, end=' ')
print(type(iter(())), list(iter(t)))
