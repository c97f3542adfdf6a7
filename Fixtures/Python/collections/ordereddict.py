def fails(f, *args, **kw):
    try:
        print('no error', f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e.args)


from collections import OrderedDict
d = OrderedDict([('z', 1), ('a', 2), (3, 'x')])
print(d, list(d), d['a'], len(d), d == OrderedDict([('z', 1), ('a', 2), (3, 'x')]), d == OrderedDict([('a', 2), ('z', 1), (3, 'x')]))
d['z'] = 9; d['new'] = 0; del d['a']; d['a'] = 5; print(d)
print(d.popitem(), d.popitem(), d, d.pop('z'), d)
d.update(b=1, c=2); d.setdefault('q', 7); print(d, d.copy(), type(d.copy()))
for i in range(20): d[i] = -i
print(d); print(list(d.items())[-3:])
for i in range(0, 20, 2): del d[i]
print(d, len(d)); d.clear(); d['b'] = 1; d['a'] = 2; d['c'] = 0; print(d, OrderedDict(), OrderedDict.fromkeys('ba'), isinstance(d, dict))
print(OrderedDict(b=1, a=2) == {'a': 2, 'b': 1}, {'b': 1, 'a': 2, 'c': 0} == d, d != {})
fails(lambda: d['no']); fails(OrderedDict().popitem); fails(lambda: d[[]]); print(d.get([]))
class O(OrderedDict): pass
o = O(); o['y'] = 1; o['x'] = 2; print(o, list(o.keys()))
