import os
import sys

sys.path[:] = ["", "search_a.tmp"]
os.mkdir("search_a.tmp")


def write(name, text):
    with open(name, "w") as f:
        f.write(text)


write("search_a.tmp/search_m.py", "where = 'a'\n")
write("search_m2.py", "where = 'here'\n")
write("search_a.tmp/search_m2.py", "where = 'a'\n")
import search_m, search_m2

print(search_m.where, search_m2.where, search_m.__file__, search_m2.__file__)
write("search_m.py", "where = 'here'\n")
import search_m

print(search_m.where)
del sys.modules["search_m"]
import search_m

print(search_m.where)
write("search_bad.py", "x = 1\nraise KeyError('early')\n")
try:
    import search_bad
except KeyError as e:
    print("KeyError", e, "search_bad" in sys.modules)
write("search_bad.py", "x = = 1\n")
try:
    import search_bad
except SyntaxError as e:
    print("SyntaxError", "search_bad" in sys.modules)
write("search_bad.py", "import search_round\nback = search_round.part\n")
write("search_round.py", "part = 1\nimport search_bad\nprint(hasattr(search_bad, 'back'))\n")
import search_bad

print(search_bad.back)
write("search_data.mpy", "not an mpy file")
write("search_short.mpy", "M")
for name in ("search_data", "search_short"):
    try:
        __import__(name)
    except ValueError as e:
        print(name, "ValueError", e, name in sys.modules)
sys.path[:] = []
for name in ("search_m", "sys", "math"):
    try:
        print(__import__(name))
    except ImportError as e:
        print("ImportError", e)
sys.path[:] = [5]
try:
    import search_m2, search_none
except TypeError as e:
    print("TypeError", e)
sys.path[:] = ["/no/such/place", "\0", "x" * 5000]
try:
    import search_none
except RuntimeError as e:
    print("RuntimeError", e)
sys.path[:] = ["", "search_a.tmp"]
write("search_m3.py", "_a = 1\nb = 2\n__all__ = ['_a', 'c']\n")
try:
    from search_m3 import *
except AttributeError as e:
    print("AttributeError", e, _a)
for name in ("search_m", "search_m2", "search_m3", "search_bad", "search_round", "search_a.tmp/search_m", "search_a.tmp/search_m2"):
    os.remove(name + ".py")
for name in ("search_data", "search_short"):
    os.remove(name + ".mpy")
os.rmdir("search_a.tmp")
