def f():
    x = yield
    y = (yield x) + 1
    z = [(yield y), (yield)]
    return z
g = f()
print(next(g), g.send(1), g.send(2), g.send(3))
try:
    g.send(4)
except StopIteration as e:
    print(e.value)
