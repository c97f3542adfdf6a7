# `except` asks by class: of the firmware, of the guest, several bases, tuples, and what is no class.
class A(Exception):
    pass


class B(A):
    pass


class C:
    pass


class D(C, ValueError):
    pass


class E(C, B):
    pass


class Late(LookupError):
    pass


def which(make, *classes):
    for c in classes:
        try:
            try:
                raise make
            except c:
                print(c.__name__, "yes")
        except BaseException:
            print(c.__name__, "no")


for make in (A, B, D, E, Late, B(), ValueError, KeyError(1), StopIteration, SystemExit, OSError(5)):
    print(make)
    which(make, A, B, D, E, ValueError, LookupError, KeyError, Late, OSError, Exception, BaseException)

for wrong in (1, "x", C, C(), None, (A, 1), (A, C), [A]):
    try:
        try:
            raise B
        except wrong:
            print("caught")
    except TypeError as e:
        print("TypeError", e)
    except B:
        print("B goes on")

try:
    raise B
except (KeyError, ValueError):
    print("no")
except (KeyError, A):
    print("tuple")

# A class whose base is found out late, and one that gets a method.
for turn in range(2):
    try:
        raise Late("x")
    except KeyError:
        print("no")
    except LookupError as e:
        print(type(e), e.args)
    Late.note = 5


class F(Exception):
    pass


def plain():
    try:
        raise F
    except F as e:
        return e.args


print(plain(), plain())


def init(self, *arguments):
    print("init", arguments)


F.__init__ = init
print(plain(), plain())
