# What is thrown in before the first line is in no `try` yet.
def first_line_tries():
    try:
        yield 1
    except ValueError:
        print("caught inside")


try:
    first_line_tries().throw(ValueError("early"))
except ValueError as error:
    print("caught outside", error.args)

started = first_line_tries()
next(started)
try:
    started.throw(ValueError("late"))
except StopIteration:
    print("ended")


# A class that is thrown makes its instance first, with handlers of its own.
class Loud(Exception):
    def __init__(self):
        try:
            raise KeyError
        except KeyError:
            print("in __init__")


def catches_all():
    try:
        yield 1
    except Exception:
        print("caught inside")
    finally:
        print("finally")


try:
    catches_all().throw(Loud)
except Loud:
    print("Loud outside")
