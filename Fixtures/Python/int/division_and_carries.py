# Long division where guessed digits go wrong, and signs of all kinds; sums that carry through all limbs.
numbers = [1, 3, 2**31, 2**32 - 1, 2**63, 2**64 - 1, 2**64, 2**64 + 1, 2**127, 2**128 - 1, 2**128, 2**191 - 1]
numbers += [2**192 - 2**128, 2**256 - 2**64, 10**40, 3**100, 2**320 - 1, 2**383 + 2**191 + 1]
bad = 0
for a in numbers:
    for b in numbers:
        for x, y in ((a, b), (-a, b), (a, -b), (-a, -b), (a * b - 1, b), (a * b + b - 1, b), (a * b * b, b * b + 1)):
            q, r = divmod(x, y)
            if q * y + r != x or not (0 <= r < y or y < r <= 0) or x // y != q or x % y != r:
                bad += 1
                print("divmod", x, y, q, r)
            if (x + y) - y != x or (x - y) + y != x or -(x - y) != y - x:
                bad += 1
                print("sum", x, y)
print(bad)
print((2**383 + 2**191 + 1) // (2**192 - 2**128))
print((2**383 + 2**191 + 1) % (2**192 - 2**128))
print((2**320 - 1) + 1 == 2**320, 2**320 - (2**320 - 1), (2**192 - 1) + (2**192 - 1))
