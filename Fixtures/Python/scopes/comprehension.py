x = "outer"
print([x for x in range(3)], x)
def f(n):
    return [[i * j + n for j in range(2)] for i in range(2)]
print(f(10))
def g():
    fs = [lambda: i for i in range(3)]
    return [h() for h in fs]
print(g())
