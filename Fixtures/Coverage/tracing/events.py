import sys
def tracer(frame, event, arg):
    n=0
    fb=frame.f_back
    while fb: n+=1; fb=fb.f_back
    print(event, frame.f_code.co_name, frame.f_lineno, frame.f_lasti, n, arg)
    return tracer
def loops(n):
    for i in range(n):
        if i == 1:
            continue
        x = [j for j in range(i)]
    else:
        y = 0
    while y < 2: y += 1
    while True:
        y += 1
        if y > 4:
            break
    return y
def exc():
    try:
        try:
            1/0
        except ValueError:
            print('no')
        finally:
            a = 1
    except ZeroDivisionError as e:
        b = 2
    try:
        return 5
    finally:
        c = 3
def gen(n):
    for i in range(n):
        x = yield i
        y = x
def gen2():
    yield from gen(2)
    z = yield 7
    return z
class Ctx:
    def __enter__(self): return self
    def __exit__(self, *a):
        return True
def withs():
    with Ctx() as c, Ctx() as d:
        raise ValueError
    with Ctx() as c:
        return 1
def multi(a,
          b=2,
          *c):
    return (a
            + b)
def deco(f):
    def w(*a):
        return f(*a)
    return w
def defs():
    @deco
    def g(x):
        return x
    class K:
        a = 1
        def m(self):
            pass
    k = K()
    k.m()
    return g(1) + (lambda q: q)(2)
def raiser():
    raise KeyError(1)
def outer():
    try:
        raiser()
    except KeyError:
        pass
    for i in gen2():
        pass
    g = gen2()
    next(g)
    g.send(3)
    try:
        g.throw(ValueError)
    except ValueError: pass
    g.close()
    g = gen(3)
    next(g)
    g.close()
    sorted([3,1,2], key=lambda v: -v)
    print([z for z in gen(2)])
    print(max(map(lambda a: a+1, [1,2])))
async def co():
    return 1
async def co2():
    x = await co()
    return x + 1
def asy():
    try:
        co2().send(None)
    except StopIteration as e:
        print(e.value)
def nested():
    def inner():
        nonlocal v
        v += 1
        if v > 3: raise RuntimeError
        inner()
    v = 0
    try:
        inner()
    except RuntimeError:
        pass
    assert v
    del v
def execs():
    exec("a=1\nb=2\nfor i in range(2):\n    a+=i")
    return eval("1+2")
sys.settrace(tracer)
loops(3)
exc()
withs()
multi(1)
multi(1,2,3)
defs()
outer()
asy()
nested()
execs()
sys.settrace(None)
print("---")
# callback that is not returned
def once(frame, event, arg):
    print("once", event, frame.f_code.co_name)
sys.settrace(once)
loops(1); exc()
sys.settrace(None)
class Obj:
    def __call__(self, f, e, a):
        print("obj", e, f.f_lineno)
        return self
sys.settrace(Obj())
multi(1)
sys.settrace(None)
saved=[]
def keep(f,e,a):
    saved.append(f); return keep
sys.settrace(keep)
loops(1)
sys.settrace(5)
print(len(saved), [(f.f_lineno, f.f_code.co_name) for f in saved[:3]], saved[0] is saved[1])
def bad(f,e,a):
    raise OSError(1)
sys.settrace(bad)
try:
    loops(1)
except OSError as e: print("OSError")
loops(1)
sys.settrace(tracer)
loops(1)
print("end")
