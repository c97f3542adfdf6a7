import sys
import sys as s, gc
from sys import byteorder
from sys import byteorder as order, maxsize
from sys import (path,
    argv as arguments,)
print(sys is s, gc.__name__, byteorder == order, maxsize > 0, path is sys.path)
def f():
    import math as m
    from math import pi
    return m.pi == pi
print(f())
try:
    import no_such_module.sub
except ImportError:
    print("ImportError")
try:
    from sys import no_such_name
except ImportError:
    print("ImportError")
from math import *
print(floor(2.5))
