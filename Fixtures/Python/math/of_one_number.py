# abs, sqrt, sin and cos of numbers of all kinds, and of what is none.
import math

inf = float("inf")
nan = float("nan")


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Number:
    def __abs__(self):
        return "size"


class Real(float):
    pass


class Whole(int):
    pass


for x in (0, 1, -1, 4, -4, 2**30 - 1, -(2**30), 2**30, -(2**40), True, False):
    attempt(abs, x)
for x in (0.0, -0.0, 2.25, -2.25, inf, -inf, nan, 3 + 4j, -3 - 4j, complex(inf, nan), complex(0.0, -0.0)):
    attempt(abs, x)
for x in (Number(), Real(-2.5), Whole(-3), "x", None, [1]):
    attempt(abs, x)
for f in (math.sqrt, math.sin, math.cos):
    for x in (0, 0.0, -0.0, 4, 2.25, 2**30, 2**80, -1, -2.25, inf, -inf, nan, True, 1j, "x", None, Real(0.25)):
        try:
            print("%.9g" % f(x))
        except Exception as e:
            print(type(e).__name__, e)
    attempt(f)
    attempt(f, 1, 2)
print(math.copysign(1, math.sqrt(-0.0)), math.copysign(1, math.sin(-0.0)))
attempt(abs)
attempt(abs, 1, 2)
x = -2.5
y = 2.5
print(abs(y) is y, abs(x) is x)
