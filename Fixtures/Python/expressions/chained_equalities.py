# Comparisons whose result is a value and not a jump, of small ints, large ones and floats.
values = (0, 1, -1, 5, 2**24, 2**24 + 1, 2**29, 2**29 + 1, -(2**29) - 1, 2**31, 2**40, 1.5, float(2**29))
for a in values:
    row = ""
    for b in values:
        row += "".join("01"[r] for r in (a == b, a != b, a < b, a <= b, a > b, a >= b))
        row += " "
    print(row)
a = b = c = 7
print(a == b == c, a == b != c, a < b == c, a <= b <= c < 8, (a == b) is True, not a != b)
