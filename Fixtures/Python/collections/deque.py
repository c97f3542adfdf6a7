def fails(f, *args, **kw):
    try:
        print('no error', f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e.args)


from collections import deque
d = deque((), 3)
print(len(d), bool(d), list(d))
for i in range(5): d.append(i)
print(list(d), len(d), d[0], d[-1], d[1])
print(d.popleft(), d.pop(), list(d)); d.appendleft(9); d.appendleft(8); print(list(d)); d.appendleft(7); print(list(d))
d[0] = 'x'; d.extend([1, 2]); print(list(d), 1 in d)
e = deque([1, 2, 3], 5, 1); print(list(e), sum(e)); e.append(4); e.append(5)
fails(e.append, 6); fails(e.appendleft, 6); fails(e.extend, [6])
z = deque((), 0); z.append(1); print(len(z), list(z)); z.appendleft(2); print(len(z))
o = deque((), 2, 1); fails(o.pop); fails(o.popleft); fails(lambda: o[0])
fails(deque); fails(deque, ()); fails(deque, (), -1); fails(deque, (), 'a'); fails(deque, 5, 3); fails(lambda: d[9]); fails(lambda: d['a']); fails(hash, d)
def dele(): del d[0]
fails(dele); fails(lambda: d + d)
d = deque([1, 2, 3], 3)
it = iter(d); print(next(it), type(it)); d.append(4); print(next(it))
d = deque((), 4)
for i in range(11):
    d.append(i)
    if i % 3 == 0: d.popleft()
    print(list(d), end=' ')
print(len(d))
