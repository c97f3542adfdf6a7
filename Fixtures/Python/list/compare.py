ls = [[], [1], [1, 2], [2], [1, 1], [1, 2, 3], ['a'], [1.0], [True]]
for a in ls:
    row = []
    for b in ls:
        row.append((a == b, a != b))
        try:
            row[-1] += (a < b, a <= b, a > b, a >= b)
        except TypeError as e:
            row[-1] += (str(e),)
    print(row)
nan = float('nan')
print([nan] == [nan], nan in [nan], [nan].count(nan))
class C:
    def __init__(self, n): self.n = n
    def __eq__(self, o): print('eq', self.n, o.n); return self.n == o.n
    def __lt__(self, o): print('lt', self.n, o.n); return self.n < o.n
    def __gt__(self, o): print('gt', self.n, o.n); return self.n > o.n
a, b, c = C(1), C(2), C(3)
print([a, b] == [a, C(2)], [a, b] < [a, c], c in [a, b, C(3)], [a, b, c].index(C(2)))
