import builtins
import sys

original = __import__


def traced(name, globals=None, locals=None, fromlist=None, level=0):
    print("import", name, type(globals).__name__, locals, fromlist, level)
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = traced
import sys as s
from sys import path, argv
from math import *
import collections

print(s is sys, pi > 3)
__import__("sys")
builtins.__import__ = original
del builtins.__import__
import sys

print(__import__("sys", None, None, ["path"], 0) is sys)
for arguments in (
    ("sys", 5, None, None, 1),
    ("sys", {}, None, None, 1),
    ("x", {"__name__": "a"}, None, None, 1),
    ("x", {"__name__": "a.b"}, None, None, 1),
    ("x", {"__name__": "a.b"}, None, None, 5),
    ("x", {"__name__": "a.b", "__path__": "p"}, None, None, 1),
    ("", None, None, None, 0),
    ("sys", None, None, None, -1),
    (5,),
    (),
    ("a..b",),
    ("sys.path",),
):
    try:
        print(__import__(*arguments))
    except (TypeError, KeyError, ImportError, ValueError) as e:
        print(arguments, type(e).__name__, e)
builtins.answer = 42
print(answer)
answer = 1
del answer
print(answer)
del builtins.answer
try:
    answer
except NameError as e:
    print("NameError", e)
