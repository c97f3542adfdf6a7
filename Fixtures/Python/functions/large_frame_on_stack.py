# A frame that finds no room on the heap goes to the stack, and its locals are unbound there too.
import micropython


def fill(n):
    a = b = c = d = e = f = g = h = i = j = k = l = m = o = p = q = n
    return a + b + c + d + e + f + g + h + i + j + k + l + m + o + p + q


def early(n):
    if n > 5:
        a = n
    b = c = d = e = f = g = h = i = j = k = l = m = o = p = q = n
    return a


def both(n):
    fill(n)
    return early(n)


first = second = third = None
print(fill(1), early(6))
micropython.heap_lock()
first = fill(2)
try:
    second = both(3)
except NameError:
    second = 0
third = both(7)
micropython.heap_unlock()
print(first, second, third)
