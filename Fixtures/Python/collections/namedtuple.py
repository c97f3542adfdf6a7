def fails(f, *args, **kw):
    try:
        print('no error', f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e.args)


from collections import namedtuple
P = namedtuple('P', ['x', 'y'])
p = P(1, y=2)
print(P, p, p.x, p.y, p[0], p[-1], len(p), tuple(p), p == (1, 2), (1, 2) == p, p + (3,), p * 2, p[0:1], list(p), hash(p) == hash((1, 2)))
print(namedtuple('Q', 'a b  c')(1, 2, 3), namedtuple('E', ())(), namedtuple('T', ('k',))(5), isinstance(p, tuple), type(p) is P, P.__name__)
a, b = p; print(a, b, 2 in p, p < P(1, 3), p != P(1, 2), str(p), '%s' % (p,), P(y=1, x=2))
print(hasattr(p, 'count'), hasattr(p, 'x'), hasattr(P, 'count'), bool(namedtuple('E', '')()))
fails(P); fails(P, 1); fails(P, 1, 2, 3); fails(P, 1, x=2); fails(P, 1, z=2); fails(lambda: p.z); fails(lambda: p[2]); fails(lambda: p['x'])
def put(): p.x = 5
def dele(): del p.x
fails(put); fails(dele); fails(namedtuple, 'X', 5); fails(namedtuple, 5, 'x'); fails(namedtuple, 'X'); fails(namedtuple, 'X', [1])
class V(namedtuple('V', 'x y')):
    def norm(self): return self.x * self.x + self.y * self.y
    def __repr__(self): return 'V!'
v = V(3, 4); print(v, v.norm(), v.x, v[1], len(v), v == (3, 4), (3, 4) == v, tuple(v), isinstance(v, V), issubclass(V, tuple), v + (1,))
class W(P):
    pass
print(W(1, 2), W(1, 2).y)
