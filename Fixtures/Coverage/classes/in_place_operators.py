# All in-place operators have methods.
class Number:
    def __getattr__(self, name):
        raise AttributeError(name)

    def __imul__(self, other):
        return "imul", other

    def __imatmul__(self, other):
        return "imatmul", other

    def __ifloordiv__(self, other):
        return "ifloordiv", other

    def __itruediv__(self, other):
        return "itruediv", other

    def __imod__(self, other):
        return "imod", other

    def __ipow__(self, other):
        return "ipow", other

    def __ior__(self, other):
        return "ior", other

    def __ixor__(self, other):
        return "ixor", other

    def __iand__(self, other):
        return "iand", other

    def __ilshift__(self, other):
        return "ilshift", other

    def __irshift__(self, other):
        return "irshift", other

    def __iadd__(self, other):
        return NotImplemented


for operator in ("*", "@", "//", "/", "%", "**", "|", "^", "&", "<<", ">>", "+", "-"):
    names = {"n": Number()}
    try:
        exec("n %s= 5" % operator, names)
        print(names["n"])
    except TypeError as error:
        print(error)
