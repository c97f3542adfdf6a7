# Swaps and rotations, which the compiler does without a tuple for two and three names.
a, b = 1, 2
a, b = b, a
print(a, b)
a, b, c = 1, 2, 3
a, b, c = b, c, a
print(a, b, c)
a, b, c, d = 1, 2, 3, 4
a, b, c, d = d, c, b, a
print(a, b, c, d)
(a, b), [c, d] = (5, 6), "xy"
print(a, b, c, d)
[a] = [7]
[] = ()
a, = (8,)
print(a)
x = [0, 0]
i = 0
i, x[i] = 1, 9
print(i, x)
