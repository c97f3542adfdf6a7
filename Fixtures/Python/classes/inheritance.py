class A:
    def __init__(self, x):
        self.x = x
    def name(self):
        return "A"
class B(A):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y
    def name(self):
        return "B" + super().name()
class C(B):
    def name(self):
        s = super()
        return "C" + s.name() + super(B, self).name()
c = C(1, 2)
print(c.x, c.y, c.name(), isinstance(c, A), issubclass(C, A))
class D(): pass
class E(A, object): pass
print(E(3).x)
