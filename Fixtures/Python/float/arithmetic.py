for a in (7.5, -7.5, 0.25, 1e10, 3.0):
    for b in (2.0, -2.0, 0.75, 3, -1000):
        print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))
        print(b + a, b - a, b * a, b / a, b // a, b % a)
        print(a < b, a <= b, a > b, a >= b, a == b, a != b)
print(2.0**3, 2.0**-1, 2**0.5, 4**-0.5, 0.0**0, (-8.0)**3, 1.5**2)
print(-0.0, 0.0 == -0.0, abs(-2.5), +2.5, -2.5, bool(0.0), bool(0.1), not 0.0)
print(0.0 % -3, -0.0 % 3, 6.0 % -3, divmod(0.0, -3.0))
nan = float("nan")
inf = float("inf")
print(nan == nan, nan != nan, nan < 1, inf > 1e308, inf == inf, inf - inf, inf * 0, inf // 2, 5 % inf, -5 % inf)
for f in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0.0, lambda: divmod(1.0, 0), lambda: 1 / 0.0, lambda: 0.0**-1):
    try:
        print(f())
    except ZeroDivisionError as e:
        print(e)
