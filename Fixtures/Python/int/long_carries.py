# Sums, differences and products whose carries run through every digit, and numbers of all lengths around whole words.
LENGTHS = (1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 16, 17)


def check(a, b):
    total = 0
    for x, y in ((a, b), (b, a), (a, -b), (-a, b), (-a, -b)):
        s = x + y
        d = x - y
        p = x * y
        if s - y != x or d + y != x or p // y != x or p % y != 0 or p - p != 0:
            print("wrong", x, y)
        s += d
        if s != 2 * x:
            print("wrong double", x, y)
        total = (total * 31 + s + d + 7 * p) % 1000000007
    return total


for m in LENGTHS:
    row = []
    for n in LENGTHS:
        ones = (1 << 16 * m) - 1
        row.append(check(ones, (1 << 16 * n) - 1))
        row.append(check(ones, 1 << 16 * n - 16))
        row.append(check(1 << 16 * m - 1, 0x1234567 * (1 << 16 * n) + 1))
    print(m, row)

print(hex((1 << 256) - 1 + 1), hex((1 << 256) - 1), hex((1 << 128) * ((1 << 80) - 1)))
a = (1 << 192) + 1
a -= 1
print(hex(a), hex(a - (1 << 192) + 5), hex(3 - a))
