def inner():
    x = yield 1
    print("inner", x)
    return "result"
def outer():
    r = yield from inner()
    print("outer", r)
    yield from [7, 8]
    yield from (c for c in "z")
g = outer()
print(next(g), g.send("s"), list(g))
def nested(n):
    if n:
        yield n
        yield from nested(n - 1)
print(list(nested(3)))
