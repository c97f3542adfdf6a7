class N:
    def __init__(self, v, nxt=None):
        self.v = v
        self.nxt = nxt
    def get(self, *a):
        return self.v, a
n = N(1, N(2, [N(3)]))
print(n.nxt.nxt[0].get(4), n.get(), N(5).get(1, 2))
f = n.get
print(f(9), (lambda: n)().nxt.v, "a,b".split(",")[1].upper())
print(len([1, 2]), max(1, 2, key=lambda x: -x), "%s-%s" % (1, 2), "{}".format(3))
