# Subscripts that are constants, from both ends and outside, of everything that has items.
def ends(sequence):
    first = sequence[0]
    last = sequence[-1]
    return first, last, sequence[1], sequence[-2]


for sequence in ([1, 2, 3], (4, 5), b"bytes", bytearray(b"array"), "text", "\u00fc\u00f6\u00e4", range(5, 9)):
    print(ends(sequence))


class Items:
    def __getitem__(self, index):
        return index * 2


print(ends(Items()), ends({0: "a", 1: "b", -1: "c", -2: "d"}))


def outside(sequence):
    for read in (lambda: sequence[2], lambda: sequence[-3], lambda: sequence[1000000], lambda: sequence[-1000000]):
        try:
            x = read()
            print(x)
        except (IndexError, KeyError, TypeError) as e:
            print(type(e).__name__, e)


for sequence in ([1, 2], (3, 4), b"ab", bytearray(b"cd"), "ef", {}, 5, None):
    outside(sequence)


def swap(a):
    x = a[0]
    a[0] = a[-1]
    a[-1] = x
    y = z = a[1]
    return a, y, z


print(swap([1, 2, 3]), swap(bytearray(b"xyz")))
