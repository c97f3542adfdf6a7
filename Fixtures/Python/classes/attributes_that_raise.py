# What the words are where an attribute is missing, and what becomes of a property that raises AttributeError.
import array


class Quiet:
    @property
    def bad(self):
        raise AttributeError("inner")

    def __getattr__(self, name):
        raise AttributeError("no " + name)


class Plain:
    x = 1


quiet = Quiet()
print(hasattr(quiet, "bad"), hasattr(quiet, "other"))
print(type(getattr(quiet, "bad", 7)).__name__, getattr(quiet, "other", 7))


def attempt(text):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, type(e).__name__, e)


for text in (
    "quiet.bad",
    "quiet.other",
    "Plain.y",
    "Plain().y",
    "array.nothing",
    "setattr(array, 'x', 1)",
    "setattr(int, 'x', 1)",
    "setattr(1, 'x', 1)",
    "delattr(Plain(), 'x')",
    "delattr(Plain, 'y')",
    "object.__delattr__(Plain(), 'y')",
    "object.__setattr__(Plain(), 5, 1)",
    "object.__new__(Plain, 1)",
    "super(Plain, Plain()).y",
    "super(5, 5)",
    "[].append.__name__",
    "property(sep=1)",
    "(lambda: 0).__name__",
    "(lambda x: lambda: x)(1).__globals__ is globals()",
):
    attempt(text)
