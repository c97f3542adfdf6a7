# Code objects become .mpy files, and come back.
import marshal

function = type(lambda: 0)


def outer(a):
    text = "a constant that is too long to be a name"

    def inner(b):
        return a, b, 1.5, 123456789012345678901234567890, b"bytes", (1, None, ...), text

    class Local:
        def method(self):
            return 1j

    return inner, Local().method()


file = marshal.dumps(outer.__code__)
print(type(file), len(file), file)
inner, number = function(marshal.loads(file), {})(5)
print(inner(6), number)
print(marshal.dumps(compile("1 + x", "e", "eval")))
print(marshal.loads(bytearray(marshal.dumps((lambda: 0).__code__))).co_name)
for bad in (1, None, "text", outer, print):
    try:
        marshal.dumps(bad)
    except ValueError as error:
        print(error)
for bad in (b"X" + file[1:], b"M\x05" + file[2:]):
    try:
        marshal.loads(bad)
    except (ValueError, EOFError) as error:
        print(type(error))
try:
    marshal.loads(5)
except TypeError as error:
    print(error)


def with_machine_code():
    @micropython.native
    def inner():
        pass


try:
    marshal.dumps(with_machine_code.__code__)
except ValueError as error:
    print(error)
