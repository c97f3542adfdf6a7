# The queue holds four calls; what a callback raises is printed; callbacks do not nest.
import micropython


def show(x):
    print("show", x)


def bad(x):
    raise ValueError(x)


def again(x):
    micropython.schedule(show, "from within")
    for i in range(3):
        print("loop", i)


try:
    micropython.schedule(show, 0), micropython.schedule(show, 1), micropython.schedule(show, 2), micropython.schedule(show, 3)
    micropython.schedule(show, 4), micropython.schedule(show, 5), micropython.schedule(show, 6), micropython.schedule(show, 7)
    micropython.schedule(show, 8)
except RuntimeError as error:
    print(error)
for i in range(20):
    pass
micropython.schedule(bad, 5)
for i in range(2):
    pass
micropython.schedule(again, 0)
for i in range(5):
    pass
print("end")
