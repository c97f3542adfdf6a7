# What a callback raises is printed, and the others are called all the same.
import gc
import weakref


class Thing:
    pass


def bad(*arguments):
    raise ValueError("bad")


def deep(n):
    if n:
        return deep(n - 1)
    thing = Thing()
    weakref.finalize(thing, print, "first made")
    weakref.finalize(thing, bad, 1)
    weakref.finalize(thing, print, "last made")


deep(20)
print([None] * 30 == [])
gc.collect()
print("end")
