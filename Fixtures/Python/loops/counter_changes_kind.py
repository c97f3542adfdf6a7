# A counter that becomes a large int, a float, a bool or an object, in loops that begin by reading it.
class Endless:
    def __init__(self):
        self.left = 3

    def __iadd__(self, other):
        self.left -= 1
        return self if self.left else 99

    def __lt__(self, other):
        return True


def count(i, end, step):
    seen = []
    while i < end:
        value = i
        i += 1
        if i == step:
            i += 0.5
        seen.append(value)
    return seen, i


print(count(0, 4, 9))
print(count(0, 4, 2))
print(count(0x3FFFFFFD, 0x40000001, 0))
print(count(-0x40000002, -0x3FFFFFFE, 0))
print(count(1 << 40, (1 << 40) + 2, 0))
print(count(False, 2, 0))
print(count(0.5, 3, 0))
seen, last = count(Endless(), 5, 0)
print([type(value).__name__ for value in seen], last)
for i in range(3):
    value = i
    i = "changed"
print(i, value)


def bounds_that_change():
    end = 3
    for i in range(end):
        value = i
        end = 0
    return i, value, end


print(bounds_that_change())
