values = (0, 1, -1, 0xFFFF, -0x10000, 2**31, -2**31, 2**48 - 1, -2**48, 2**64, -2**64 - 1, 2**80 + 12345, -(2**100) + 99, 0x123456789ABCDEF0123456789ABCDEF)
for a in values:
    for b in values:
        print(a & b, a | b, a ^ b)
    print(~a)
