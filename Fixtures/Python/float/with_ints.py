print(1 / 3, 4 / 2, 2**70 / 2**69, 2**70 / 3, 10**30 / 10**29, -2**70 / 7)
print(2**70 + 0.5, 0.5 + 2**70, 2**70 * 1.5, 2**70 == 2.0**70, 2**70 < 1e30, 1e30 > 2**70, 2**53 + 1 == 2.0**53)
print(int(1e15), int(1e20), int(-1e20), int(123456789.99), int(2.0**30), int(-2.0**30), int(-2.0**30 - 0.5), int(2.0**31), int(1.5 * 2**100))
print(hash(1.0) == hash(1), hash(2.5), {1: "a"}[1.0], {1.0: "b"}[1], {1.0: 1, 1: 2, True: 3})
for value in (float("inf"), float("-inf"), float("nan")):
    try:
        print(int(value))
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
print(float(10**308) * 10, 1.0 + True, 2.5 * False)
