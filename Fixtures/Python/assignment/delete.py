a = b = c = 1
del a
del (b, c)
for name in "abc":
    print(name in globals())
items = [0, 1, 2, 3]
del items[1]
del items[0], items[-1]
print(items)
class C:
    pass
o = C()
o.x = 1
del o.x
print(hasattr(o, "x"))
d = {"k": {"n": 1}}
del d["k"]["n"]
print(d)
def f():
    x = 1
    del x
    try:
        return x
    except NameError:
        return "unbound"
print(f())
