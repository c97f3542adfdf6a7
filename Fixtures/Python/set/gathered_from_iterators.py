# Sets of what iterators give, and what happens when these raise halfway.
def upto(n, e=None):
    for i in range(n):
        yield i * 7 % 5
    if e:
        raise e


class Mine(Exception):
    pass


for e in (None, Mine, Mine(1), ValueError("v"), StopIteration, KeyError):
    for take in (set, frozenset, tuple, list, sorted, lambda g: {x for x in g}, lambda g: set([9]).union(g)):
        try:
            print(sorted(take(upto(6, e))))
        except Exception as x:
            print(type(x).__name__, x.args)

s = {1}
try:
    s.update(upto(3, Mine))
except Mine:
    print(sorted(s))

k = 3
print(sorted(set(k * i for i in range(9))), len(set(i % k for i in range(9))), len(frozenset(())), len(set()))
a, b, c, d, f, g = range(6)
print(set(a + b + c + d + f + g + i for i in range(2)) == {15, 16})


def closed(n):
    m = n + 1
    return sorted(set(m - i if i != n else "n" for i in range(n, m) for j in (i, m)), key=str)


print(closed(1), closed(2))


def outer(gen):
    for i in gen:
        yield i
        len(set(j for j in range(i)))


print(list(outer(iter(range(4)))), tuple(outer(outer(iter([3, 1])))))

# A generator that asks for itself.
def again():
    yield 1
    yield set(it)


it = again()
try:
    print(set(it))
except ValueError as x:
    print(x)

for source in (range(5), range(5, 0, -2), range(0), [3, 1, 2], (1, 2), "abc", b"ab"):
    r = reversed(source)
    print(list(r), list(r), set(reversed(source)) == set(source))
r = reversed([1, 2, 3])
print(next(r), [i for i in r])
shrinking = [1, 2, 3, 4]
for i in reversed(shrinking):
    print(i)
    if i == 4:
        shrinking[2] = 9
print(list(reversed(range(2**31 - 3, 2**31 - 1)))[0] > 0, [i for i in reversed(range(-3, 3))])
