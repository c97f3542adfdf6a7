# A slice that finds no room leaves nothing behind.
import gc
import micropython

a = list(range(100))
b = [1, 2, 3]


def locked(f):
    micropython.heap_lock()
    try:
        f()
        r = "made"
    except MemoryError:
        r = "MemoryError"
    micropython.heap_unlock()
    print(r)


def replace():
    a[0:3] = b


def pop():
    a.pop(0)
    a.insert(0, 0)


locked(lambda: a[::-1])
locked(lambda: a[:])
locked(lambda: a[5:2:-1])
locked(replace)
locked(pop)


def fill():
    held = []
    try:
        while True:
            held.append(bytearray(200))
    except MemoryError:
        pass
    return held


def squeeze():
    held = fill()
    big = list(range(0))
    count = 0
    while held:
        try:
            s = a[::-1]
            return count >= 0, len(s), s[0], s[-1]
        except MemoryError:
            count += 1
            held.pop()
            gc.collect()


print(squeeze())
print(a[:5], b)
