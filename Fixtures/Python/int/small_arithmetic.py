# Small ints among themselves, and where they stop being small.
print(7 // 2, -7 // 2, 7 // -2, -7 // -2)
print(7 % 3, -7 % 3, 7 % -3, -7 % -3)
print(divmod(17, 5), divmod(-17, 5), divmod(17, -5), divmod(-17, -5))
print(7 & 12, 7 | 12, 7 ^ 12, ~7, -8 & 0xFF, -8 | 3, -8 ^ 3)
print(1 << 10, -1 << 10, 1024 >> 3, -1024 >> 3, -1 >> 100, 5 >> 31, 5 >> 32)
print(2**10, (-2)**3, 0**0, 10**0, (-1)**1000001)
m = 0x3fffffff
print(m, m + 1, -m - 1, -m - 2, -(-m - 1))
print(m * 2, m * m, -m * m, (m + 1) * 4)
print(m << 1, m << 33, -m << 1)
print(abs(-m - 1), abs(-m), +m, -m)
print((-m - 1) // -1, (m + 1) // -1)
