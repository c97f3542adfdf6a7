# What `import *` takes of things that are no modules.
import sys


class Source:
    one = "class"
    _hidden = 1

    def __init__(self):
        self.one = "instance"

    def two(self):
        return "bound to nothing"


sys.modules["source"] = Source
from source import *

print(one, two(None))
sys.modules["source"] = Source()
from source import *

print(one)


class Listed:
    __all__ = ("b",)
    a = 1
    b = 2


a = None
sys.modules["source"] = Listed
from source import *

print(a, b)
for bad in (1, "text", None):
    sys.modules["source"] = bad
    try:
        exec("from source import *")
    except Exception as e:
        print(type(e).__name__, e)
Listed.__all__ = ("c",)
sys.modules["source"] = Listed
try:
    exec("from source import *")
except AttributeError as e:
    print(e)
