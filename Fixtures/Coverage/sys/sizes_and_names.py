# sys.getsizeof, sys.intern, and what the other small options of the build add.
import sys
class F:
    __slots__=()
    a=1
import collections
for x in ([], [1,2,3], {}, {1:2}, F(), collections.deque((),5)):
    print(sys.getsizeof(x))
for x in ("a", (), None, 1.5):
    try: print(sys.getsizeof(x))
    except TypeError as e: print(e)
s=sys.intern("a"*30 + str(F.a)); print(s is sys.intern("a"*30+"1"))
try: sys.intern(4)
except TypeError as e: print(e)
print(range(0) == range(2, 2), range(1, 3) == range(1, 3), range(0, 10, 3) == range(0, 11, 3), range(3) == range(4))
print(range(3) != range(3), range(3) == [0, 1, 2], range(0, 1, 5) == range(1))
Point = collections.namedtuple("Point", "x y")
print(Point(1, 2)._asdict(), type(Point(1, 2)._asdict()), hasattr((1, 2), "_asdict"))
print([hash(x) for x in (0.0, 0.5, 1.5, 2.25, -7.75, 0.1, 1e20, 1e300, -1e300, 3.0, 2147483648.0, 1.5 + 2.5j)])
import micropython

locked = 0
print(micropython.heap_locked())
micropython.heap_lock()
locked = micropython.heap_locked()
micropython.heap_unlock()
print(locked)
print(b"a" == "a")
