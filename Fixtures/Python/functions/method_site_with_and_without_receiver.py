# `o.f(1)` at one place, of instances, classes, attributes and modules: the same function gets its receiver or does not.
def two(s, x):
    return x


def one(x):
    return ("one", x)


B = type("B", (), {"f": two})


class C:
    f = two

    def m(self, x, y=9):
        return (x, y)


class Module:
    pass


b = B()
own = B()
own.f = one
space = Module()
space.f = one


def go(o, *args):
    return o.f(1)


def going(o):
    return o.f(b, 7)


for turn in range(3):
    for o in (b, b, B, b, own, C(), space, b, C, own, B):
        try:
            print(go(o), end=" ")
        except TypeError as e:
            print(e, end="; ")
    print()
    for o in (B, B, b, B, C, C(), B):
        try:
            print(going(o), end=" ")
        except TypeError as e:
            print(e, end="; ")
    print()


def with_default(o, *args):
    return [o.m(*args), o.m(1), o.m(1, 2)]


print(with_default(C(), 5))
c = C()
c.m = lambda *a: a
print(with_default(c, 5), with_default(C(), 6))
