# __class__ is a cell of the class body, made only where a method needs it.
class A:
    def me(self):
        return __class__
    def kind(self):
        return __class__.__name__
class B(A):
    pass
print(B().me() is A, B().kind())
