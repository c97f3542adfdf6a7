# What a function's code object tells.
import micropython

def function(a, b=1, *c):
    x = a + b

    def inner(y):
        return x + y

    return lambda z: inner(z)


code = function.__code__
print(code.co_name, code.co_filename[-13:], code.co_firstlineno, code.co_code, code.co_lnotab)
print([c.co_name if c else None for c in code.co_consts])
print(list(code.co_lines()))
print(code.co_lnotab is code.co_lnotab, type(code.co_names))
for child in code.co_consts[:-1]:
    print(child.co_name, child.co_firstlineno, list(child.co_lines()))
for name in ("nothing", "co_nothing"):
    print(hasattr(code, name))
try:
    code.co_name = 1
except AttributeError as error:
    print(error)
print(hasattr(len, "__code__"), type(code))


def generator():
    yield 1


print(generator.__code__.co_name)


@micropython.native
def machine_code():
    pass


print(hasattr(machine_code, "__code__"))
