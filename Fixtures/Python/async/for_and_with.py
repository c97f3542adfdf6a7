class It:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n
class M:
    def __init__(self, swallow): self.swallow = swallow
    async def __aenter__(self):
        print("enter")
        return 5
    async def __aexit__(self, t, v, tb):
        print("exit", t.__name__ if t else None)
        return self.swallow
async def f():
    async for x in It(3):
        if x == 1:
            continue
        print(x)
    else:
        print("else")
    async for x in It(3):
        break
    async with M(True) as v, M(False):
        print(v)
        raise ValueError
    async with M(False):
        return "returned"
def run(c):
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        return e.value
print(run(f()))
