# `return a if b else c` has two returns.
def f(x):
    return 1 if x else 2
def g(x):
    return (1, 2) if x > 0 and x < 9 else None if x else "zero"
def h():
    return
print(f(0), f(1), g(5), g(20), g(0), h())
