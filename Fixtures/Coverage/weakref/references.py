# References give the object as long as it lives.
import gc
import weakref


class Thing:
    pass


def clear():
    # Overwrites what old calls left behind.
    return [None] * 50


def make(log):
    thing = Thing()
    reference = weakref.ref(thing, lambda r: log.append("gone"))
    print(reference() is thing, type(reference))
    return reference


def deep(n, log):
    return deep(n - 1, log) if n else make(log)


log = []
reference = deep(20, log)
clear()
gc.collect()
print(reference(), log)
kept = Thing()
reference = weakref.ref(kept)
gc.collect()
print(reference() is kept)
for bad in (1, None, "a", 1.5, ()):
    try:
        weakref.ref(bad)
        print("?")
    except TypeError as error:
        print(error)
for call in (lambda: weakref.ref(), lambda: weakref.ref(kept, 1, 2), lambda: weakref.finalize(kept)):
    try:
        call()
    except TypeError as error:
        print(error)
