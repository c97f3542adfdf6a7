a = 1.5 + 2j
b = -3 + 0.5j
print(a, b, 0j, 1j, -1j, complex(1, -0.0), 3 + 0j)
print(a + b, a - b, a * b, a == b, a != b, a == 1.5 + 2j, 2 + 0j == 2, 2 == 2 + 0j)
print(a + 1, 1 + a, a - 0.5, 2 * a, a * 2, a / 2, 8 / 2j, a / 1j, (4 + 2j) / (1 + 1j))
print(-a, +a, abs(3 + 4j), bool(0j), bool(1j), a.real, a.imag, (5j).real)
print(1j**2 == -1 or abs(1j**2 + 1) < 1e-15, (0j)**0, (0j)**2, hash(3 + 0j) == hash(3.0))
print(complex(), complex(2), complex(2.5), complex(1, 2), complex(1j, 1j), complex("1+2j"), complex("-1.5e2-0.5j"), complex(" 3 "), complex("j"), complex(1j))
for f in (lambda: a // b, lambda: a / 0, lambda: a % b, lambda: a < b, lambda: 0j**-1, lambda: int(a), lambda: float(a), lambda: complex("x"), lambda: complex([]), lambda: complex("1+2"), lambda: 1 < 1j):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
