def fails(f, *args, **kw):
    try:
        print('no error', f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e.args)


d = {'a': 1, 'b': 2}
print(d['a'], len(d), 'a' in d, 'z' in d, d.get('a'), d.get('z'), d.get('z', 5))
d['c'] = 3; d['a'] = 10; del d['b']; print(sorted(d.items()))
print(d.pop('c'), d.pop('zz', 7), d.setdefault('q', 4), d.setdefault('q', 5), d.setdefault('r'))
print(sorted(d.keys()), len(d.values()), dict(a=1), dict([('x', 1)]), dict([[1, 2]], y=3), dict({1: 2}, z=1))
d.update({'m': 1}, n=2); d.update([('o', 3)]); d.update(p=4); d.update(); print(sorted(d.items()))
c = d.copy(); c.clear(); print(c, len(d) > 0)
print({1: 'a'} == {1.0: 'a'}, {1: 2} == {True: 2}, {1: 2} != {1: 3}, {} == [], {1: 2} == {1: 2, 3: 4})
x = {True: 'true'}; x[1] = 'one'; print(x)
print(dict.fromkeys('ab'), sorted(dict.fromkeys((1, 2), 0).items()), dict.fromkeys([]), {}.fromkeys([1], 2))
print({1: 1} | {2: 2}, {1: 1} | [(3, 4)]); d = {1: 1}; d |= {1: 2, 5: 6}; print(sorted(d.items()))
print({'a': {'b': [1, (2,)]}, 3: 'x', None: 0.5, (1, 2): b'z'}['a'])
d = {}
fails(lambda: d['no']); fails(lambda: d[[]]); fails(lambda: {[]: 1}); fails(d.pop, 'k'); fails(d.popitem)
fails(dict, 1); fails(dict, [1]); fails(dict, [(1, 2, 3)]); fails(dict, [(1,)]); fails(dict, 1, 2); fails(d.update, 1, 2)
fails(d.get); fails(d.get, 1, 2, 3); fails(lambda: {} < {}); fails(lambda: d + d); fails(hash, d); fails(lambda: {1: 1} | 1)
def dele(k):
    del d[k]
fails(dele, 'x')
e = {1: 2}; print(e.popitem(), e)
print(d.__getitem__ is not None, {1: 2}.__getitem__(1)); e.__setitem__(3, 4); e.__delitem__(3); print(e)
print([] in {'a': 1})
fails(lambda: [] in {1: 1})
