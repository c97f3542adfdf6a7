def fails(f, *args, **kw):
    try:
        print('no error', f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e.args)


s = {1, 2, 3}
print(s, set(), {1}, set('a'), len(s), 2 in s, 5 in s, bool(set()), frozenset(), frozenset((1,)), frozenset([3, 1, 2]))
s.add(4); s.add(1); s.discard(9); s.discard(2); s.remove(3); print(s)
print(s | {9}, s & {1, 9}, s - {1}, s ^ {1, 7}, s.union([5]), s.intersection([1, 4, 8]), s.difference([1], [4]), s.symmetric_difference([1, 2]))
s |= {10}; print(s); s &= {10, 1}; print(s); s -= {1}; print(s); s ^= {10, 11}; print(s)
s.update([1, 2], (3,)); print(s); s.difference_update([1], [2]); print(s); s.intersection_update([3, 11]); print(s); s.symmetric_difference_update([3, 4]); print(s)
print({1} < {1, 2}, {1, 2} < {1, 2}, {1, 2} <= {1, 2}, {1, 2} > {1}, {1} >= {1}, {1} == {1.0}, {1} != {2}, {1} == frozenset([1]), frozenset([1]) == {1}, {1} == [1])
print({1}.issubset([1, 2]), {1, 2}.issuperset((1,)), {1}.isdisjoint([2]), {1}.isdisjoint([1]), {1}.__contains__(1))
c = s.copy(); c.clear(); print(c, s, s.pop() in (4, 11))
f = frozenset('ab'); g = f; f |= {'c'}; print(len(f), len(g), f.copy() == f, type(f & {'a'}), type({'a'} & f), hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
print(f - {'a', 'b'}, type(f | {'z'}), type(f ^ {'z'}))
fails(lambda: {1} | [1]); fails(lambda: {1} < [1]); fails(lambda: {[]}); fails(set().pop); fails({1}.remove, 2); fails(hash, {1})
fails(set, 1); fails(set, 1, 2); fails(lambda: frozenset().add(1)); fails({1}.union, 5); fails(lambda: [] in {1}); fails(lambda: {1} + {2})
nan = float('nan'); print(nan in {nan}, len({nan, nan}))
fails({1}.union, [1], [2])
