# Names of a class body are not seen by its methods.
x = "global"
class C:
    x = "class"
    y = x + "!"
    def f(self):
        return x
    z = [x for _ in range(1)]
print(C.y, C().f(), C.z)
def make(v):
    class D:
        value = v
        def get(self):
            return v, self.value
    return D
print(make(3)().get())
print(C.__name__, C.__qualname__, C.__module__)
