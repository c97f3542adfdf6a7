def fails(f, *args, **kw):
    try:
        print('no error', f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e.args)


l = [1, 2, 3]
fails(lambda: l[3]); fails(lambda: l[-4]); fails(lambda: l['a']); fails(lambda: l[1.0])
fails(lambda: l[None]); fails(l.pop, 5); fails([].pop); fails(l.pop, 'a'); fails(l.remove, 9)
fails(l.index, 9); fails(l.index, 1, 1); fails(list, 1); fails(list, 1, 2); fails(list, a=1)
fails(lambda: l + (1,)); fails(lambda: l * 'a'); fails(lambda: l < (1,)); fails(lambda: l < 1)
fails(l.append); fails(l.append, 1, 2); fails(l.extend, 1); fails(hash, l)
fails(l.sort, lambda x: x); fails(l.sort, foo=1); fails(l.sort, key=1); fails([1, 'a'].sort)
def put(a, i, v):
    a[i] = v
def dele(a, i):
    del a[i]
fails(put, l, 3, 0); fails(put, l, 'x', 0); fails(put, l, slice, 0)
fails(dele, l, 3); fails(dele, [], 0)
fails(lambda: -l); fails(lambda: l.foo); fails(lambda: l())
print(l == (1, 2, 3), l != (1, 2, 3), l == 1)
