import gc
from collections import namedtuple, deque, OrderedDict
def cost(f):
    gc.collect()
    before = gc.mem_alloc()
    keep = f()
    return gc.mem_alloc() - before
base = cost(lambda: None)
names = ('x', 'y', 'z')
P = namedtuple('P', names)
print(cost(lambda: namedtuple('P', names)) - base, cost(lambda: P(1, 2, 3)) - base, cost(lambda: deque((), 10)) - base, cost(lambda: deque((), 3, 1)) - base)
print(cost(lambda: namedtuple('E', ())) - base, cost(lambda: namedtuple('E', ())()) - base)
print(cost(lambda: OrderedDict()) - base, cost(lambda: OrderedDict([(1, 2)])) - base)
