l = list(range(10))
for a in (None, 0, 2, -3, 20, -20):
    for b in (None, 0, 5, -1, 20, -20):
        print(a, b, l[a:b], l[a:b:2], l[a:b:-1], l[a:b:-3], l[a:b:1])
def store(a, b, v):
    m = list(range(6))
    m[a:b] = v
    return m
print(store(1, 3, [7, 8, 9]), store(1, 3, ()), store(None, None, (1,)), store(4, 2, [0, 0]), store(10, 20, [9]))
print(store(-2, None, [1, 2, 3, 4, 5, 6, 7, 8]), store(0, 0, [1]))
m = list(range(8)); del m[1:3]; print(m); del m[:]; print(m)
m = list(range(6)); m[2:4] = m; print(m)
m = list(range(6)); m[0:3] = m[3:]; print(m)
for f in (lambda: l[::0], lambda: l['a':], lambda: l[:1.5]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    m = [1, 2, 3, 4]; m[::2] = [0, 0]
except Exception as e:
    print(type(e).__name__, e.args)
try:
    m = [1, 2, 3, 4]; m[0:1] = 'ab'
except Exception as e:
    print(type(e).__name__, e.args)
try:
    del m[::2]
except Exception as e:
    print(type(e).__name__, e.args)
