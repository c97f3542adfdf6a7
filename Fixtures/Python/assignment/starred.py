a, *b = 1, 2, 3
print(a, b)
*a, b = "xyz"
print(a, b)
a, *b, c = range(5)
print(a, b, c)
a, *b = [1]
print(a, b)
for x, *y in [(1, 2, 3), (4,)]:
    print(x, y)
try:
    a, b, *c = [1]
except ValueError as e:
    print("ValueError")
