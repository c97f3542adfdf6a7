# Shifts of numbers that fill more than a kilobyte, which the host keeps elsewhere than small ones.
for bits in (100, 1000, 8000, 8128, 8200, 9000, 20000):
    x = (1 << bits) + 12345
    for n in (0, 1, 16, 64, 65, 1000, bits - 1, bits, bits + 5):
        assert x >> n == x // (1 << n)
        assert -x >> n == -x // (1 << n)
    print(bits, x >> bits - 3, -x >> bits - 3)
