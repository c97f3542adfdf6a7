def fails(f, *args, **kw):
    try:
        print('no error', f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e.args)


class A:
    def __getitem__(self, i): return i
    def __setitem__(self, i, v): print('set', i, v)
    def __delitem__(self, i): print('del', i)
a = A()
s = a[1:2:3]
print(a[1:2], a[:], a[::], s, a[1:2, 3], s.start, s.stop, s.step, a['x':None])
print(s.indices(10), a[::-1].indices(5), a[-3:].indices(5), a[10:-10:-2].indices(7), a[:].indices(0))
a[1:2] = 5; del a[::2]
fails(lambda: slice(1)); fails(hash, s); fails(lambda: s.foo); fails(lambda: a[::0].indices(4)); fails(lambda: a['x':].indices(4))
print(type(s))
