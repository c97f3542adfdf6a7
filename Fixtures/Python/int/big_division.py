# Quotients whose guessed digit is too large, and remainders of every sign.
for n, d in (
    (2**128 - 1, 2**64 - 1), (2**128, 2**64 + 1), (2**192 - 1, 2**128 - 2**64 + 1), (2**96, 2**48 - 1),
    (10**40, 10**20 + 1), (10**40 - 1, 10**20), (0x8000000000000000ffffffffffffffff, 0x80000000000000010000000000000000 - 3),
    (2**256 - 2**128, 2**128 + 2**64 - 1), (3**100, 7**30), (5, 10**30), (10**30, 10**30), (10**30 - 1, 10**30),
):
    for x, y in ((n, d), (-n, d), (n, -d), (-n, -d)):
        q, r = divmod(x, y)
        print(q, r, q * y + r == x)
try:
    10**20 // 0
except ZeroDivisionError as e:
    print(e)
try:
    10**20 % 0
except ZeroDivisionError as e:
    print(e)
try:
    divmod(10**20, 0)
except ZeroDivisionError as e:
    print(e)
try:
    10**20 / 0
except ZeroDivisionError as e:
    print(e)
