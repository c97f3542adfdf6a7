# One call in the source, many callees: functions with other parameters, closures, classes, methods, natives, and functions
# that were redefined or whose place another one took.
import gc


def one(x):
    return ("one", x)


def default(x, y=5):
    return ("default", x, y)


def stars(*args):
    return ("stars", args)


def keywords(**kw):
    return kw


def large(x):
    a = b = c = d = e = f = g = h = i = j = k = x
    return ("large", a + k)


def make(n):
    def closure(x):
        return ("closure", x + n)

    return closure


def generator(x):
    yield x


class Point:
    def __init__(self, x):
        self.x = x

    def method(self, x):
        return ("method", self.x, x)

    def __call__(self, x):
        return ("called", x)

    @staticmethod
    def static(x):
        return ("static", x)

    @classmethod
    def of(cls, x):
        return (cls.__name__, x)


p = Point(1)
callees = [one, default, stars, large, make(1), make(2), p.method, p, Point.static, Point.of, abs, str, one, one, default]
for turn in range(3):
    for f in callees:
        print(f(3), end=" ")
    print()
print(list(generator(4)), Point(2).x, keywords(a=1))


# Too few and too many.
def two(x, y):
    return x + y


for f in (one, two, one, two, abs, Point, two):
    try:
        print(type(f(-1)).__name__)
    except TypeError as e:
        print("TypeError", e)


# The name changes while the loop runs.
def f(x):
    return x + 1


for i in range(6):
    print(f(i), end=" ")
    if i == 1:

        def f(x):
            return x * 100

    if i == 3:
        f = lambda x: -x
    if i == 4:
        f = abs
print()

# A function dies, and another takes its place.
source = "def g(x):\n return (%d, x)\n"
for i in range(5):
    space = {}
    exec(source % i, space)
    g = space["g"]
    print(g(i), end=" ")
    g = space = None
    gc.collect()
print()


# Methods of several classes at one place.
class A:
    def m(self):
        return "A"


class B(A):
    def m(self):
        return "B" + super().m()


class C(B):
    pass


for o in (A(), B(), C(), A(), B(), C(), A()):
    print(o.m(), end=" ")
A.m = lambda self: "new"
for o in (A(), B(), C()):
    print(o.m(), end=" ")
print()


# As deep as it goes, and the place still works.
def down(n):
    return down(n + 1)


for turn in range(2):
    try:
        down(0)
    except RuntimeError as e:
        print(e)
print(one(9))
