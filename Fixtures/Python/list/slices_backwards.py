# Slices with steps, of all lengths, and what they take from the heap.
import gc

for n in (0, 1, 3, 4, 5, 8, 9, 16, 17, 33, 70, 140):
    a = list(range(n))
    for step in (-1, -2, -3, 2, 3, 1, -7, 1000, -1000):
        total = 0
        for start in (None, 0, 1, n - 1, n, n + 5, -1, -n, -n - 1, n // 2):
            for stop in (None, 0, 1, n - 1, n, n + 5, -1, -n, -n - 1, n // 2):
                s = a[start:stop:step]
                total = (total * 31 + len(s) * 7 + sum(s)) % 1000003
        print(n, step, total)
    print(a[::-1] == list(reversed(a)))


def taken(a, step):
    gc.collect()
    gc.disable()
    before = gc.mem_alloc()
    b = a[::step]
    after = gc.mem_alloc()
    gc.enable()
    return after - before


for n in (0, 4, 5, 8, 9, 17, 40, 130, 300):
    a = list(range(n))
    print(n, taken(a, -1), taken(a, 2), taken(a, 1))


# Between objects that stay, where blocks are free one by one.
def holes(n):
    keep = []
    for i in range(400):
        keep.append(bytearray(1 + i % 40))
    for i in range(0, 400, 3):
        keep[i] = None
    gc.collect()
    a = list(range(n))
    results = []
    for i in range(30):
        results.append(a[::-1])
        results.append(a[i::2])
    print(n, sum([len(r) + r[0] * 3 + r[-1] for r in results]), len(keep))


for n in (31, 33, 64, 65, 100):
    holes(n)
print([0.0, None, "x", (), 5][::-1])
class Mine(list):
    pass


print(Mine([1, 2, 3, 4, 5, 6])[::-1])
