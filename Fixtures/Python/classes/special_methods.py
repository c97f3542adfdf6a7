class V:
    def __init__(self, *v): self.v = v
    def __add__(self, o): return V(*[a + b for a, b in zip(self.v, o.v)])
    def __eq__(self, o): return self.v == o.v
    def __getitem__(self, i): return self.v[i]
    def __len__(self): return len(self.v)
    def __call__(self, x): return self.v[0] * x
    def __contains__(self, x): return x in self.v
    def __repr__(self): return "V" + repr(self.v)
    def __neg__(self): return V(*[-x for x in self.v])
    def __bool__(self): return any(self.v)
a = V(1, 2) + V(3, 4)
print(a, a == V(4, 6), a[1], a[0:1], len(a), a(10), 6 in a, -a, not V(0))
