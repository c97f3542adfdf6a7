def fails(f, *args, **kw):
    try:
        print('no error', f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e.args)


for r in (range(5), range(2, 7), range(0, 10, 3), range(10, 0, -3), range(5, 5), range(3, 1), range(-5, -1), range(0, -5, -1)):
    print(r, len(r), bool(r), list(r), r.start, r.stop, r.step, r[:], r[1:], r[::-1], r[-2:], r[::2])
r = range(3, 20, 4)
print(r[0], r[-1], r[2], 7 in r, 8 in r, 7.0 in r, list(reversed(r)))
print(range(3) == range(3), range(0) == range(0), range(True), range(2 ** 30 - 2, 2 ** 30 + 2), list(range(2 ** 30 - 2, 2 ** 30 + 2)))
fails(range); fails(range, 1, 2, 0); fails(range, 1, 2, 3, 4); fails(range, 'a'); fails(range, 1.5); fails(lambda: r[5]); fails(lambda: r[-6]); fails(lambda: r['a'])
fails(lambda: r + r); fails(range, 2 ** 40)
def put(): r[0] = 1
def attr(): r.start = 1
fails(put); fails(attr); fails(lambda: r.foo)
it = iter(range(2)); print(type(it), next(it), next(it), next(it, None), iter(it) is it)
fails(next, it)
