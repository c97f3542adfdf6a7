n = 1
def f():
    global n, m
    n += 1
    m = 5
    def g():
        return n, m
    return g()
print(f(), n, m)
def h():
    n = 10
    class C:
        global n
        n = 20
    return n
print(h(), n)
