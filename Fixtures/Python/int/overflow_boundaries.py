# Every step over a machine-word boundary, up and down again.
for bits in (14, 15, 16, 29, 30, 31, 32, 47, 48, 63, 64, 65, 127, 128):
    n = 1 << bits
    print(bits, n - 1, n, n + 1, -n, -n - 1, n - n, (n + 1) - n, n * n)
    print(n >> bits, n >> (bits - 1), -n >> (bits - 1), (n - 1) >> 1, n // 3, -n // 3, n % 7, -n % 7)
