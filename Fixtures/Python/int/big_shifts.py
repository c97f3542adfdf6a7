for n in (1, -1, 3, -3, 0x12345, -0x12345, 2**40 + 1, -2**40 - 1, 2**100 - 1, -2**100, -2**100 - 1):
    for s in (0, 1, 7, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 200):
        print(n << s, n >> s)
try:
    1 << -1
except ValueError as e:
    print(e)
try:
    2**70 >> -1
except ValueError as e:
    print(e)
try:
    1 << 2**70
except OverflowError as e:
    print(e)
