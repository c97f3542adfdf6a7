def tag(name):
    def wrap(f):
        print("wrap", name)
        return lambda *a: (name, f(*a))
    return wrap
def plain(f):
    print("plain")
    return f
class tools:
    class deep:
        deco = plain
@tag("a")
@tag("b")
@plain
def f(x):
    return x
print(f(1))
@tools.deep.deco
class C:
    @staticmethod
    def s():
        return "static"
    @classmethod
    def c(cls):
        return cls.__name__
    @property
    def p(self):
        return "prop"
print(C.s(), C.c(), C().p)
