def fails(f, *args, **kw):
    try:
        print('no error', f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e.args)


print(sum([1, 2, 3]), sum([]), sum([], 5), sum((0.5, 1)), sum([[1], [2]], []), sum(range(100)), sum([2 ** 30, 2 ** 30]), sum({1: 2, 3: 4}))
print(min(3, 1, 2), max([4, 9, 2]), min('hello'), max((1, 2), (1, 3)), min([5]), max([], default=7), min([], default=None), max(1, 2.5), min(True, 0))
print(min([3, -4, 2], key=abs), max('a', 'bbb', 'cc', key=len), max([1, 2], default=5), max([(1, 'a'), (1, 'b')], key=lambda t: t[0]), min(2, 2.0), min(2.0, 2))
print(all([]), any([]), all([1, 'a']), all([1, 0]), any([0, '']), any([0, 5]), all(x > 0 for x in [1, -1]), any('a'))
print(len('abc'), len(()), len({1: 2}), len({1}), len(b'ab'), len(range(7)))
print(callable(len), callable(int), callable(lambda: 1), callable(3), callable('a'.upper), callable(type('X', (), {})))
class C:
    def __call__(self): pass
    def __len__(self): return 4
class D: pass
print(callable(C()), callable(D()), callable(C), len(C()), bool(C()))
print(hash(5), hash('a') == hash('a'), hash(-1), hash(True), type(id([])), id(None) == id(None), hash('') != 0)
fails(min); fails(max); fails(min, []); fails(max, 5); fails(sum, 5); fails(sum, ['a']); fails(sum, [], 1, 2); fails(min, 1, 'a'); fails(max, [1, 'a'])
fails(len, 5); fails(len, D()); fails(all, 5); fails(any, None); fails(hash, []); fails(callable); fails(iter); fails(next)
fails(max, [1, 2], key=5); print(max(1, 2, foo=3))
it = iter([1, 2]); print(next(it), next(it), next(it, 'd')); fails(next, it)
def g():
    x = yield 1
    return 7
i = g(); next(i); fails(next, i); fails(next, i)
print(list(map(lambda k: sorted(k, key=lambda x: -x), [[1, 2, 3]])), sorted((3, 1), reverse=True), sorted({2: 1, 1: 1}))
