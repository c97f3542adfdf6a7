# Finalisers are called once, when the object goes or by hand; they can be looked at and taken away.
import gc
import weakref


class Thing:
    pass


def show(*arguments, **keywords):
    print("called", arguments, keywords)
    return "result"


thing = Thing()
finaliser = weakref.finalize(thing, show, 1, 2, word=3)
print(finaliser.alive, finaliser.peek()[0] is thing, finaliser.peek()[2:])
print(finaliser(), finaliser.alive, finaliser.peek())
print(finaliser())
finaliser = weakref.finalize(thing, show)
print(finaliser.detach()[1] is show, finaliser.alive, finaliser.detach())
try:
    finaliser.alive = True
except AttributeError as error:
    print(error)


def deep(n):
    if n:
        return deep(n - 1)
    other = Thing()
    for number in range(3):
        weakref.finalize(other, show, number)


deep(20)
print([None] * 30 == [])
gc.collect()
print("end")
