# Who is named when no type supports an operator: native bases of subclasses, and the operands as they were written.
class MyInt(int):
    pass


class MyList(list):
    pass


class MyStr(str):
    pass


class Mute:
    def __mul__(self, other):
        return NotImplemented


values = [MyInt(3), MyList([1]), MyStr("q"), Mute(), None, False, 1.5, 2j, {}, {1}, range(2), memoryview(b"a")]
for operator in ("+", "-", "//", "@", "<<", "|", "<", "in"):
    for left in values:
        for right in values:
            try:
                eval("left " + operator + " right", {"left": left, "right": right})
            except Exception as e:
                print(operator, type(e).__name__, e)
for statement in ("x += 1j", "x <<= 1.5", "x @= 2", "x **= None", "x -= {}"):
    try:
        exec("x = 1\n" + statement)
    except Exception as e:
        print(statement, type(e).__name__, e)
try:
    raise ValueError
except (ValueError, 5) as e:
    print("found before the 5")
try:
    try:
        raise ValueError
    except (KeyError, 5):
        pass
except TypeError as e:
    print(e)
