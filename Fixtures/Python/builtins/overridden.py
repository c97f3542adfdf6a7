# A built-in function can be replaced, and found again.
import builtins

original = abs
builtins.abs = lambda x: "mine"
print(abs(-1), builtins.abs is original)
builtins.brand_new = 5
print(brand_new)
del builtins.brand_new
try:
    brand_new
except NameError as e:
    print(e)
builtins.abs = original
print(abs(-1))

build = builtins.__build_class__
builtins.__build_class__ = lambda body, name, *bases: (name, bases)


class Point(int):
    pass


print(Point)
builtins.__build_class__ = build


class Point:
    pass


print(Point.__name__)
