def f(a, *, b, c=3):
    return a, b, c
print(f(1, b=2), f(1, c=4, b=5))
def g(*args, k=1, **kw):
    return args, k, sorted(kw.items())
print(g(), g(1, 2, k=3, z=4, y=5))
try:
    f(1, 2)
except TypeError:
    print("TypeError")
def h(a=1, *, k=2):
    return a, k
print(h(), h(k=5), h(3))
