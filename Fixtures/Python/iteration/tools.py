def fails(f, *args, **kw):
    try:
        print('no error', f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e.args)


print(list(enumerate('ab')), list(enumerate('ab', 5)), list(enumerate(start=2, iterable='x')), list(enumerate([], -3)))
print(list(zip()), list(zip('ab')), list(zip('abc', [1, 2])), list(zip([1], [2], [3])), list(zip([], [1])))
print(list(map(abs, [-1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(str, ())))
print(list(filter(None, [0, 1, '', 'a', None])), list(filter(lambda x: x % 2, range(6))))
print(list(reversed([1, 2, 3])), list(reversed('abc')), list(reversed((1, 2))), list(reversed(range(3))), list(reversed(b'ab')))
class R:
    def __reversed__(self): return iter('xyz')
print(list(reversed(R())))
class S:
    def __len__(self): return 3
    def __getitem__(self, i): return i * 10
print(list(reversed(S())))
for o in (enumerate([]), zip(), map(abs, []), filter(None, []), reversed([])):
    print(type(o), iter(o) is o)
fails(enumerate); fails(enumerate, 1); fails(enumerate, [], 1, 2); fails(enumerate, [], foo=1); fails(enumerate, [], 'a')
fails(zip, 1); fails(map); fails(map, abs); fails(map, abs, 1); fails(filter, None); fails(filter, None, 1); fails(reversed, 1); fails(reversed); fails(reversed, {1})
fails(zip, [], a=1); fails(next, zip([])); fails(lambda: list(map(1, [1])))
def gen():
    yield 1
    raise KeyError('k')
fails(lambda: list(map(abs, gen()))); fails(lambda: list(enumerate(gen()))); fails(lambda: list(zip(gen())))
