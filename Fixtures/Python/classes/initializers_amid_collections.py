# Instances whose `__init__` has a frame on the heap, made while collections come at any moment: nothing is lost, nothing freed
# twice.
import gc


class A:
    def __init__(self, a, b, c, d, e, f):
        l1 = a
        l2 = b
        l3 = c
        l4 = d
        l5 = e
        l6 = f
        l7 = [a]
        l8 = (b, c)
        l9 = l10 = l11 = l12 = l13 = l14 = l15 = a
        self.x = l1
        self.y = l7
        self.z = l8


class B(A):
    def __init__(self, a):
        l1 = l2 = l3 = l4 = l5 = l6 = l7 = l8 = l9 = l10 = l11 = l12 = a
        super().__init__(a, 1, 2, 3, 4, 5)
        self.w = l12


class Space:
    pass


space = Space()
space.A = A


def run(n):
    kept = []
    for i in range(n):
        a = A(i, 2, 3, 4, 5, 6)
        b = space.A(i, 7, 8, 9, 10, 11)
        c = B(i)
        if i % 50 == 0:
            kept.append((a, b, c))
    return all(a.x == b.x == c.w == 50 * k and c.y == [c.w] for k, (a, b, c) in enumerate(kept))


run(3)
for threshold in (100, 250, 333, 500, 1000, 1111, 3333, 10000):
    gc.threshold(-1)
    gc.collect()
    before = gc.mem_alloc()
    gc.threshold(threshold)
    good = run(300)
    gc.threshold(-1)
    gc.collect()
    print(threshold, good, 0 <= gc.mem_alloc() - before < 400)
