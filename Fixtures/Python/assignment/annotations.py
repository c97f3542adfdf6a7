# Annotations are not evaluated; inside a function they make the name local.
x: undefined_name = 5
print(x)
y: int
try:
    print(y)
except NameError:
    print("NameError")
def f(a: undefined, b: "str" = 2, *c: nope, d: nope = 4, **e: nope) -> nope:
    z: int
    try:
        return z
    except NameError:
        return a, b, c, d, e
z = 1
print(f(1, q=3))
class C:
    attr: int = 3
print(C.attr)
