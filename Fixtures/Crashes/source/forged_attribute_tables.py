import uctypes


class A:
    pass


def poke(o, offset, *data):
    b = uctypes.bytearray_at(id(o) + offset, len(data))
    for i in range(len(data)):
        b[i] = data[i]


for forged in ((0xF0, 0xFF, 0xFF, 0x7F), (0, 0, 0, 0x20), (0, 0x10, 1, 0x20), (0xFF, 0xFF, 0xFF, 0xFF), (0x30, 0, 0, 8)):
    for count in (1, 2, 3):
        a = A()
        a.x = 1
        if count > 1:
            a.y = 2
        poke(a, 12, *forged)
        try:
            a.p = 1
            a.q = 2
            a.r = 3
            a.s = 4
        except Exception:
            pass
    for capacity in (0, 1, 2, 3, 9, 12, 200):
        a = A()
        a.x = 1
        a.y = 2
        poke(a, 8, capacity)
        try:
            a.p = 1
            a.q = 2
            a.r = 3
        except Exception:
            pass
print("alive")
