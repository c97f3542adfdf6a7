# A square is what pow gives, to the last bit, whatever way it is found.
import math


def differing():
    state = 12345
    count = 0
    for i in range(3000):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        x = (state / 2147483648.0 + 0.5) * 2.0 ** (i % 90 - 45)
        if i & 1:
            x = -x
        y = x
        y **= 2
        z = x**2.0
        if x**2 != math.pow(x, 2) or y != math.pow(x, 2) or z != math.pow(x, 2):
            count += 1
    return count


print(differing())
inf = float("inf")
for x in (0.0, -0.0, 1.0, -1.0, 1.5, -3.25, 1e154, -1e154, 1.4e154, 1e200, -1e200, 1e-154, 1e-170, inf, -inf):
    print(x, x**2, x**2.0)
print(float("nan") ** 2)
print(1.1**3, 2.0**-1, (-2.0) ** 3)
try:
    print(0.0**-2)
except ZeroDivisionError as e:
    print(e)
