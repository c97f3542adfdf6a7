# Small ints, and what is near them, as conditions.
values = [0, 1, -1, 2, 0x3FFFFFFF, -0x40000000, 0x40000000, 2**70, 0.0, -0.0, 0.5, True, False, None, "", "a", (), (0,)]
for v in values:
    print("t" if v else "f", "f" if not v else "t", 1 if v and 1 else 0, 1 if v or 0 else 0, end=" ")
    n = 0
    while v:
        n += 1
        break
    print(n, end="; ")
print()
flags = 0b1010
print([bit for bit in range(6) if flags >> bit & 1], [bit for bit in range(6) if not flags >> bit & 1])
n = 5
while n:
    n -= 1
print(n, [x for x in (3, 0, 2, 0) if x])
