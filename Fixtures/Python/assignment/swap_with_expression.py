# Tuple assignments in functions: the values are all there before the first target changes.
def sum_and_first(a, b):
    b, a = a + b, b
    return a, b


def length_and_other(c):
    b = c
    c, b = len([1, 2]), c
    return b, c


def product_and_swapped(a, b, c):
    a, b, c = b * c, c, a
    c, b, a = a + b, c, b
    return a, b, c


def in_a_loop(n):
    a, b = 0, 1
    for i in range(n):
        b, a = a + b, b
    return a, b


def item_and_index(items, i):
    i, items = items[i], i
    return items, i


print(sum_and_first(1, 2))
print(length_and_other(9))
print(product_and_swapped(2, 3, 4))
print(in_a_loop(10))
print(item_and_index([5, 6, 7], 2))
