def count(n):
    i = 0
    while i < n:
        got = yield i
        if got:
            print("got", got)
        i += 1
    return "done"
g = count(2)
print(next(g), g.send("hello"))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value)
print(list(count(3)), [x for x in count(2)])
def empty():
    return
    yield
print(list(empty()))
