def fails(f, *args, **kw):
    try:
        print('no error', f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e.args)


d = {'a': 1}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), bool(v), 'a' in k, list(i), list(k), list(v))
d['b'] = 2
print(len(k), sorted(k), sorted(v), sorted(i), 1 in v, ('a', 1) in i)
print({}.keys(), {}.items(), {}.values(), bool({}.keys()))
fails(hash, k); fails(hash, i); print(type(hash(v)))
for x in d.items():
    print(type(x), len(x))
it = iter(d); print(type(it), next(it) in d, next(it) in d, next(it, 'end'))
for k in {1: 2}: print(k)
fails(lambda: d.keys() | d.keys()); fails(lambda: k < k)
d = {1: 1, 2: 2, 3: 3}
for key in list(d): del d[key]
print(d)
