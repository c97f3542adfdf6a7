def f(x):
    return "yes" if x else "no"
print(f(1), f(0))
print((1 if True else 2) + (3 if [] else 4))
x = 5
print("a" if x > 5 else "b" if x == 5 else "c")
print([i if i % 2 else -i for i in range(4)])
g = lambda n: 1 if n < 2 else n * g(n - 1)
print(g(5))
