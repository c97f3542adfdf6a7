# Sequences compare and sort as their items do; the least and the greatest of them.
print((1, 2, 3) == (1, 2, 3), (1, 2) == (1, 2, 3), (1, 2) != (1, 2), (1, 2) != [1, 2], [1, "a"] == [1, "a"])
print((1, 2, 3) < (1, 2, 4), (1, 2) < (1, 2, 0), (2,) > (1, 9), (1, (2, 3)) <= (1, (2, 3)), () < (0,), [] >= [0])
nan = float("nan")
t = (nan,)
print(t == t, t != t, [nan] == [nan], (nan,) == (float("nan"),))
x = []
x.append(1)
print([x, 1] == [x, 1], [x] != [[1]])


class Odd:
    def __eq__(self, other):
        print("eq")
        return 5


print((Odd(), 1) == (1, 1), [1, Odd()] != [1, 2])
try:
    (1, 2) < (1, "a")
except TypeError as e:
    print(e)
print((1, 2) + (3,), (1, 2) * 2)
try:
    (1,) - (2,)
except TypeError as e:
    print(e)

words = ["pear", "fig", "Äpfel", "apple", "", "figs", "fig"]
print(sorted(words), sorted(words, reverse=True), sorted(words, key=len), min(words), max(words))
words.sort(key=lambda w: (len(w), w))
print(words)
mixed = [3, 1.5, True, 2**40, -7]
print(min(mixed), max(mixed), sorted(mixed), min(3, 1.5), max(1, True), min(2, -1, 5), max([1, 5, 3], key=lambda v: -v))
print(list(reversed([1, 2, 3])), list(reversed((1, 2))), list(reversed("ab")), list(reversed(range(3))))
a = [1, 2, 3, 4]
r = reversed(a)
print(next(r), a.pop(), next(r), list(r))
print(list(b"ab"), list("aä"), list(bytearray(b"xy")), list(memoryview(b"12")))
try:
    min([1, "a"])
except TypeError as e:
    print(e)
