def f(*a, **k):
    return a, sorted(k.items())
t = (1, 2)
d = {"x": 3}
print(f(*t), f(0, *t, 5), f(*t, *t), f(**d), f(*t, y=4, **d))
print(f(*[], **{}), f(*"ab", *range(2)))
class C:
    def m(self, *a, **k):
        return len(a), len(k)
print(C().m(*t, **d), C().m(1, *t))
print(f(**{"a": 1}, **{"b": 2}))
