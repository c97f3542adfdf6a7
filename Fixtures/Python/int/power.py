print(2**100, 3**77, (-3)**77, (-3)**78, 10**50)
print(0**100, 1**(2**70), (-1)**(2**70), (-1)**(2**70 + 1))
print(pow(3, 5), pow(3, 5, 7), pow(3, 5, None), pow(2, 1000, 1000007))
print(pow(10**20, 10**10, 10**9 + 7), pow(123456789, 987654321, 2**61 - 1))
print(pow(3, 5, -7), pow(-3, 5, 7), pow(3, 0, 7), pow(3, 0, -7), pow(3, 5, 1), pow(0, 5, 7), pow(3, -1, 7))
print(2**-1, 2**-2, (2**70)**-1)
for arguments in ((2, 3, 0), (2.0, 3, 5), (2, 3, "a")):
    try:
        print(pow(*arguments))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
