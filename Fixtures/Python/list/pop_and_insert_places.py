# pop(n) and insert(n, x) at, before and beyond the ends, by method and by bound method, of lists and of what inherits from them.
class Mine(list):
    pass


class Louder(list):
    def pop(self, *a):
        print("pop", a)
        return super().pop(*a)

    def insert(self, *a):
        print("insert", a)
        super().insert(*a)


def attempt(f, *a):
    try:
        print(f(*a))
    except Exception as e:
        print(type(e).__name__, e)


for make in (list, Mine, Louder):
    for length in (0, 1, 4, 5, 9):
        for place in (0, 1, -1, -2, length, length - 1, -length, -length - 1, 100, -100):
            x = make(range(length))
            attempt(x.pop, place)
            print(list(x))
            x = make(range(length))
            attempt(x.insert, place, "x")
            print(list(x))
            pop = x.pop
            insert = x.insert
            insert(place, "y")
            attempt(pop, 0)
            insert(2, pop(0))
            print(list(x), len(x))
x = [1, 2, 3]
attempt(x.pop, 1.0)
attempt(x.pop, None)
attempt(x.pop, 1 << 40)
attempt(x.pop, True)
attempt(x.pop, 0, 0)
attempt(x.insert, 0)
attempt(list.pop, 3)
attempt(list.insert, (), 0, 1)
print(x)
# The room that is given back.
import gc

x = list(range(64))
for i in range(60):
    x.pop(0)
    gc.collect()
print(x)
for i in range(60):
    x.insert(0, i)
print(x)
y = []
for i in range(300):
    y.insert(i // 2, i)
    if i % 3 == 0:
        y.pop(len(y) // 3)
print(sum(y), len(y), y[:10])
