class Step:
    def __init__(self, v): self.v = v
    def __iter__(self):
        got = yield self.v
        return got
async def inner(x):
    r = await Step(x)
    return r * 2
async def outer():
    a = await inner(1)
    b = await inner(a)
    return a, b
def run(c):
    send = None
    while True:
        try:
            v = c.send(send)
            print("yielded", v)
            send = v + 10
        except StopIteration as e:
            return e.value
print(run(outer()))
