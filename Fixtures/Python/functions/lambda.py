print((lambda: 1)(), (lambda x: x + 1)(2), (lambda *a, **k: (a, k))(1, z=2))
add = lambda a, b=10: a + b
print(add(1), add(1, 2))
print(sorted([3, 1, 2], key=lambda v: -v))
compose = lambda f, g: lambda x: f(g(x))
print(compose(lambda x: x * 2, lambda x: x + 1)(3))
gen = lambda: (yield 5)
print(list(gen()))
