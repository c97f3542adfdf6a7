for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1234.5678, 1e20, 0.1):
    print(round(x), round(x, 0), round(x, 1), round(x, 2), round(x, -2))
for n in (0, 5, 15, 25, 149, 150, 151, -15, -25, 12345678901234567890):
    print(round(n), round(n, 1), round(n, -1), round(n, -2))
print(round(True), round(2.0), type(round(2.5)), type(round(2.5, 1)))
for f in (lambda: round("a"), lambda: round(1.5, "a"), lambda: round(float("nan")), lambda: round(float("inf"))):
    try:
        print(f())
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
