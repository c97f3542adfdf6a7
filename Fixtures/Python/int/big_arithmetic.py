a = 123456789012345678901234567890
b = 987654321098765432109876543210987654321
print(a + b, a - b, b - a, -a - b)
print(a * b, a * -b, a * a)
print(b // a, -b // a, b // -a, -b // -a)
print(b % a, -b % a, b % -a, -b % -a)
print(divmod(b, a), divmod(-b, a), divmod(a, b), divmod(-a, b))
print(a == b, a != b, a < b, a <= b, a > b, a >= b, a == 5, 5 < a, -a < 5)
print(a + 0, a * 0, a * 1, a - a, 0 - a, 1 * a)
f = 1
for i in range(1, 61):
    f *= i
print(f)
for i in range(60, 0, -1):
    f //= i
print(f)
