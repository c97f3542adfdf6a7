class M:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow
    def __enter__(self):
        print("enter", self.name)
        return self.name
    def __exit__(self, t, v, tb):
        print("exit", self.name, t.__name__ if t else None)
        return self.swallow
with M("a") as a, M("b"):
    print(a)
with M("s", True):
    raise ValueError
def f(how):
    for i in range(2):
        with M(how) as x:
            if how == "return":
                return i
            if how == "break":
                break
            if how == "continue":
                continue
            print(x)
    return "end"
for how in ("return", "break", "continue", "none"):
    print(f(how))
try:
    with M("outer") as o, M("inner") as (p, q):
        pass
except ValueError:
    print("unpack")
class Target: pass
t = Target()
d = {}
with M("attr") as t.x, M("item") as d["k"]:
    print(t.x, d)
