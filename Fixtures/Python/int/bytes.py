for n in (0, 1, 255, 256, 65535, 2**31 - 1, 2**32, 2**64 - 1, 2**70 + 3):
    for length in (1, 2, 4, 8, 9, 12):
        for order in ("big", "little"):
            try:
                b = n.to_bytes(length, order)
                print(n, length, order, b, int.from_bytes(b, order) == n)
            except OverflowError as e:
                print(n, length, order, e)
for n in (-1, -128, -129, -32768, -2**31, -2**63, -2**63 - 1, 127, 128):
    for length in (1, 2, 8, 9):
        try:
            print(n, length, n.to_bytes(length, "big", signed=True), n.to_bytes(length, "little", signed=True))
        except OverflowError as e:
            print(n, length, e)
print((5).to_bytes(), (5).to_bytes(3), (5).to_bytes(length=2, byteorder="little"), (0).to_bytes(0, "big"))
for call in (lambda: (-1).to_bytes(4, "big"), lambda: (1).to_bytes(-1, "big"), lambda: (1).to_bytes(1, "big", True), lambda: (1).to_bytes(1, "big", foo=1), lambda: int.from_bytes(5, "big")):
    try:
        print(call())
    except (OverflowError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(int.from_bytes(b"", "big"), int.from_bytes(b"\x00\x00\x00\x00\x00\x00\x01", "big"), int.from_bytes(bytearray(b"\xff" * 10), "little"))
