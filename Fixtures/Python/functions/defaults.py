def f(a, b=2, c=3):
    return a, b, c
print(f(1), f(1, 5), f(1, c=7), f(c=1, a=2))
x = 1
def g(v=x, w=[]):
    w.append(v)
    return w
x = 2
print(g(), g(), g(9, []))
def h(f=lambda y=4, *, z=5: y + z):
    return f()
print(h())
