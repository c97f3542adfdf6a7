if (n := len("abc")) > 2:
    print(n)
print([y := 1, y + 1, y ** 2])
def f(*a):
    return a
print(f(z := 3, z))
def g(values):
    found = [last := v for v in values if v > 1]
    return found, last
print(g([1, 2, 3]))
print([total := v * 2 for v in (1, 2, 3)], total)
while (n := n - 1):
    print(n)
