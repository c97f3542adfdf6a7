# Loops over iterators that are objects, not four words of the frame.
def walk(iterator):
    return [x for x in iterator]


def pairs(iterator):
    for a in iterator:
        for b in iterator:
            yield a, b


print(walk(iter([1, 2, 3])), walk(iter((4, 5))), walk(iter(range(3))), walk(iter(range(9, 0, -4))))
print(walk(iter([])), walk(iter(())), walk(iter(range(0))))
print(list(pairs(iter([1, 2, 3, 4]))), list(pairs(iter(range(5)))))

# A list that grows while it is walked.
grows = [1, 2]
for x in iter(grows):
    if len(grows) < 6:
        grows.append(x * 10)
print(grows)

# Numbers beyond 30 bits, in place and as an object.
top = 1 << 30
print([x for x in range(top - 2, top + 2)])
print(walk(iter(range(top - 2, top + 2))))
print(walk(iter(range(-top - 1, -top + 2))))
for x in range(top - 1, top + 1):
    print(x, x - top)

# One iterator in two loops.
shared = iter(range(6))
for x in shared:
    if x == 2:
        break
print(walk(shared))
for x in shared:
    print("never")

# A generator consumed by natives and by loops in turn.
def count(n):
    for i in range(n):
        yield i


g = count(10)
print(next(g), tuple(x for x in (next(g), next(g))), sum(x for x in g if x % 2))
print(set(x % 3 for x in count(7)) == {0, 1, 2}, any(x > 3 for x in count(9)), max(x * x for x in count(4)))
