# Sums, differences, products and quotients of numbers of very different lengths: carries that run on behind the shorter one.
def check(a, b):
    s = a + b
    assert s - b == a and s - a == b
    d = a - b
    assert d + b == a
    p = a * b
    if b:
        assert p // b == a and p % b == 0
        q, r = a // b, a % b
        assert q * b + r == a and (0 <= r < b or b < r <= 0)
    return (s ^ p ^ d) % 1000000007


total = 0
for bits in (1, 15, 16, 31, 32, 47, 63, 64, 65, 96, 127, 128, 129, 191, 192, 200, 255, 256, 320, 500, 1000):
    for short in (0, 1, 2, 15, 16, 33, 63, 64, 65, 100, 128, 129, 190, 256):
        for a in ((1 << bits) - 1, 1 << bits, (1 << bits) + 1, (1 << bits) - (1 << bits // 2)):
            for b in ((1 << short) - 1, 1 << short, (1 << short) + 1):
                for x, y in ((a, b), (b, a), (-a, b), (a, -b), (-a, -b)):
                    total = (total * 3 + check(x, y)) % 1000000007
    print(bits, total)
seed = 1
for i in range(300):
    seed = seed * 6364136223846793005 + 1442695040888963407 & (1 << 64 + i * 7) - 1
    other = seed >> (i * 5) | 1
    total = (total + check(seed, other) + check(seed * seed + i, seed + 1)) % 1000000007
print(total)
x = (1 << 400) - 1
y = x
y += 1
y -= x
x += x
print(y, x, x < y, x > y, x == x + 0, x != x + 0, x <= x, x & 7, x | 1 == x, x ^ x, x >> 399, (x << 3) % 11)
for f in (lambda: x // 0, lambda: x % 0, lambda: 0 // x, lambda: 5 - x > 0, lambda: x - "a", lambda: x + 1.5 > 1e100, lambda: x * [], lambda: x + True - x):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
