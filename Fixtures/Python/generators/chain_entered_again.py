# Generators that wait in each other's `yield from`: left and entered again, with and without calls, collections and
# other generators in between.
import gc


def leaf(n):
    got = []
    for i in range(n):
        x = yield i
        if x is not None:
            got.append(x)
    return got


def chain(depth, n):
    if depth == 0:
        return (yield from leaf(n))
    return (yield from chain(depth - 1, n))


def work(x):
    return [x, [x]]


# Nothing in between.
print(list(chain(6, 4)))

# Calls, which take the place behind the last frame.
total = 0
for i in chain(6, 5):
    total += work(i)[0]
print(total)

# Other generators there.
for i in chain(4, 3):
    print(i, sum(j for j in chain(3, i + 1)), end="; ")
print()

# Collections, and new generators where old ones were.
for i in chain(4, 4):
    g = chain(2, 3)
    next(g)
    g = None
    gc.collect()
    h = (k * 10 for k in range(3))
    print(i, next(h), end="; ")
    for k in h:
        print(k, end=" ")
print()

# What is sent comes to the innermost.
g = chain(5, 4)
print(next(g), g.send("a"), work(1), g.send("b"), next(g))
try:
    g.send("c")
except StopIteration as e:
    print("returned", e.value)


# What is thrown, too.
def catching(depth):
    if depth == 0:
        while True:
            try:
                yield depth
            except ValueError as e:
                yield "caught " + str(e)
    else:
        try:
            yield from catching(depth - 1)
        except KeyError:
            yield "key at %d" % depth
            raise


g = catching(3)
print(next(g), g.throw(ValueError("one")), next(g))
try:
    print(g.throw(KeyError("k")))
    print(next(g))
    print(next(g))
    print(next(g))
except KeyError as e:
    print("KeyError", e)
print(list(g))


# One that runs cannot be entered.
def inner():
    try:
        next(outer)
    except ValueError as e:
        yield str(e)
    yield 2


def outer_of(it):
    yield from it


outer = outer_of(inner())
print(list(outer))


# Left half way, closed from outside.
def closing(depth):
    try:
        if depth:
            yield from closing(depth - 1)
        else:
            yield "deep"
            yield "never"
    finally:
        print("closed", depth, end=" ")


g = closing(3)
print(next(g))
g.close()
print(list(g))


# An iterator of another kind at the end of the chain.
def over(it, depth):
    if depth:
        yield from over(it, depth - 1)
    else:
        yield from it


print(list(over([1, 2, 3], 3)), list(over("ab", 2)), list(over(map(work, (1, 2)), 2)))

# The same generator in two loops, one in the other.
g = chain(3, 6)
for a in g:
    for b in g:
        print(a, b, end=" ")
        break
print()


# Deep.
def deep(n):
    if n:
        yield from deep(n - 1)
    else:
        yield "bottom"


print(list(deep(30)))
try:
    print(list(deep(100000)))
except RuntimeError:
    print("RuntimeError")
