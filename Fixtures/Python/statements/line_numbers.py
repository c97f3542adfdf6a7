# Lines far apart need long steps in the line table.
def f():
    x = 1








































    raise ValueError(x)
try:
    f()
except ValueError as e:
    print("raised", e)


def long_line():
    return [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26].index(26)


print(long_line())
