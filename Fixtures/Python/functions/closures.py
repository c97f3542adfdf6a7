def counter(start):
    n = start
    def step(by=1):
        nonlocal n
        n += by
        return n
    def peek():
        return n
    return step, peek
step, peek = counter(5)
print(step(), step(10), peek())
def outer(a):
    def middle(b):
        def inner(c):
            return a, b, c
        return inner
    return middle
print(outer(1)(2)(3))
def late():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    return [f() for f in fs]
print(late())
def unbound():
    def g():
        return later
    try:
        g()
    except NameError:
        print("NameError")
    later = 4
    return g()
print(unbound())
