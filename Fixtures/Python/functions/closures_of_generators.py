# Generator functions and closures of them, called with too few, too many, by keyword, with defaults, and with many cells.
def outer(a, b):
    c = a + b

    def gen(x, y=5, *rest):
        yield a, b, c, x, y, rest

    def simple(x):
        nonlocal c
        c += 1
        yield c + x

    def five(u, v, w):
        yield a + b + c + u + v + w

    return gen, simple, five


gen, simple, five = outer(1, 2)
print(list(gen(1)), list(gen(1, 2)), list(gen(1, 2, 3)), list(gen(x=3)))
print(list(simple(1)), list(simple(x=1)), next(simple(0)))
print(list(five(1, 2, 3)), list(five(1, w=2, v=3)))
for f, arguments in ((gen, ()), (simple, ()), (simple, (1, 2)), (five, (1, 2))):
    try:
        f(*arguments)
    except TypeError as e:
        print("TypeError")


def plain(a, b):
    yield a - b


def nothing():
    return
    yield


print(list(plain(3, 1)), list(plain(b=3, a=1)), list(nothing()))
for f, arguments in ((plain, (1,)), (plain, (1, 2, 3)), (nothing, (1,))):
    try:
        f(*arguments)
    except TypeError as e:
        print("TypeError")


class WithGen:
    def __init__(self, n):
        self.n = n

    def items(self, k):
        for i in range(self.n):
            yield i * k

    def shifted(self, k):
        return [tuple(i + k + j for i in range(self.n)) for j in (1, 2)]


print(list(WithGen(3).items(2)), WithGen(2).shifted(5))
g = (lambda k: (i * k for i in range(3)))(4)
print(list(g), list(g))
print([sum(x * y for x in range(z)) for y in range(3) for z in (2, 3)])
