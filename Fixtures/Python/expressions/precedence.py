print(2 + 3 * 4 ** 2, (2 + 3) * 4, -2 ** 2, 2 ** -1, 2 ** 3 ** 2)
a, b, c = 7, 3, 2
print(a - b - c, a // b * c, a % b + c, a << b >> c, a & b | c ^ a, not a == b)
print(a if b else c, a and b or c, ~a + b, -a ** c, a @ b if False else "no matmul")
print(a < b == False, (a, b) < (a, c), a * -b)
