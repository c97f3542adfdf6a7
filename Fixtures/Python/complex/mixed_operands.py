# Complex numbers with each other and with ints and floats: signed zeros, infinities, and what cannot be.
inf = float("inf")
nan = float("nan")


def show(z):
    print(z.real, z.imag)


for a in (0, 3, -(2**30), 2**70, 1.5, -0.0, True):
    for b in (1 + 2j, complex(-0.0, -0.0), complex(inf, 1)):
        for f in (lambda x, y: x + y, lambda x, y: x - y, lambda x, y: x * y):
            show(f(a, b))
            show(f(b, a))
for a in (complex(inf, 0), complex(0, -inf), complex(nan, 1), complex(1e150, 1e150), complex(1e-300, -1e-300)):
    for b in (1 + 2j, a):
        show(a + b)
        show(a - b)
        show(a * b)
z = 1 + 1j
w = z
z += 2
z -= 1j
z *= z
z /= 2
show(z)
show(w)
print(z == w, z != w, z == 1, 1 + 0j == 1, 1 == 1 + 0j, 1.0 != 1 + 0j)
for f in (lambda: z // 1j, lambda: z % 1, lambda: z < w, lambda: 1 < z, lambda: z + "x", lambda: z & w, lambda: [] * z):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Adds:
    def __radd__(self, other):
        return "radd"


print(z + Adds())
