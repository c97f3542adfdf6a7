def fails(f, *args, **kw):
    try:
        print('no error', f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e.args)


class G:
    def __init__(self, n, e=IndexError): self.n = n; self.e = e
    def __getitem__(self, i):
        if i >= self.n: raise self.e('end')
        return i * i
print(list(G(4)), tuple(G(3)), sum(G(5)), 9 in G(5), max(G(3)), sorted(G(3)), [x for x in G(2)], type(iter(G(1))))
print(list(G(2, StopIteration)))
fails(list, G(2, ValueError))
class MyIndexError(IndexError): pass
fails(list, G(2, MyIndexError))
class I:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration('done', 5)
        return self.n
print(list(I()), sum(I()), list(map(str, I())), list(zip(I(), I())), next(iter(I())))
i = I(); list(i); fails(next, i)
fails(iter, 5); fails(next, 5); fails(next, [1]); fails(lambda: [x for x in 3]); fails(lambda: 3 in 4)
l = [1]
for x in l:
    if len(l) < 5: l.append(x + 1)
print(l)
