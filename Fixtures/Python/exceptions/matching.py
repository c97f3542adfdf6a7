# Which `except` takes an exception: classes, bases, tuples, and what is no class of exceptions.
class First(Exception):
    pass


class Second(First):
    pass


def caught(raised, *wanted):
    taken = []
    for want in wanted:
        try:
            try:
                raise raised
            except want:
                taken.append("inner")
        except Exception as e:
            taken.append(type(e).__name__)
    return taken


print(caught(First, First, Second, Exception, BaseException, ValueError, (ValueError, First), ()))
print(caught(Second(1), First, Second, Exception, (KeyError, (First,)[0])))
print(caught(KeyError("k"), LookupError, KeyError, IndexError, Exception, (IndexError, LookupError)))
print(caught(ZeroDivisionError, ArithmeticError, OverflowError))
for wrong in (int, object, 5, None, (5,), "text"):
    print(caught(ValueError, wrong))


def level(n):
    try:
        if n == 0:
            raise Second("deep")
        return level(n - 1)
    except ValueError:
        return "wrong"
    finally:
        depth.append(n)


depth = []
for i in range(3):
    try:
        level(i)
    except First as e:
        print(i, e.args, depth)
