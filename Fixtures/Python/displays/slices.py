s = "abcdefg"
n = 2
print(s[1], s[-1], s[1:3], s[:3], s[3:], s[:], s[n:n + 2])
l = list(range(6))
l[1:3] = [9]
print(l)
class K:
    def __getitem__(self, k): return k
print(K()[1], K()[1, 2], K()[1:2], K()["x":], K()[::3], K()[1::2], K()[:5:2], K()[1:6:2], K()[::-1], K()[::])
del l[0:2]
print(l)
