for f in (
    lambda: 1 + "a", lambda: 1 + None, lambda: 2**70 + [], lambda: 1 @ 2, lambda: -"a", lambda: ~1.5, lambda: 1 & 1.0,
    lambda: 1 << 1.0, lambda: 2**70 & 1.0, lambda: [1] * 2**70, lambda: [][2**70], lambda: 1 < "a", lambda: 2**70 < None, lambda: 1 in 2,
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(1 == "a", 1 != None, 2**70 == "a", 2**70 == [])
print(3 * "ab", 2 * [1], 2 * (1,), 2 * b"x", 0 * "a", -1 * [1])
print(5 + True, 2**70 + True, True + True, 5 * False, 2**70 * False, True << 3)
print(isinstance(1, int), isinstance(2**70, int), type(1), type(2**70), int(), int(7), int(2**70), int(True), int(-3.99), int(1e20))
