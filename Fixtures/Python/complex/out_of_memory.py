# A sum that finds no room, and one that a collection makes room for.
import gc
import micropython

a = 1 + 2j
b = 2 - 1j


def run(n):
    z = a
    for i in range(n):
        z = z * b + a
        z = z - z * b
        if abs(z) > 1000:
            z = a
    return z


print(run(3000))
operations = (lambda: a + b, lambda: a * b, lambda: abs(b))


def locked():
    errors = 0
    micropython.heap_lock()
    for f in operations:
        try:
            f()
        except MemoryError:
            errors += 1
    micropython.heap_unlock()
    print(errors)


locked()
gc.collect()
before = gc.mem_alloc()
gc.disable()
start = gc.mem_alloc()
z = a + b
w = a * b
s = abs(a)
end = gc.mem_alloc()
gc.enable()
print(end - start)
