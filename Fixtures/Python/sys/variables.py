# Of sys, only the path and the prompts can be set; they stand in no dict.
import sys

print(repr(sys.ps1), repr(sys.ps2))
sys.ps1 = "> "
print(repr(sys.ps1), "ps1" in sys.__dict__, "path" in sys.__dict__, "argv" in sys.__dict__)
del sys.ps1
try:
    sys.ps1
except AttributeError as e:
    print(e)
path = sys.path
sys.path = ["/nowhere"]
print(sys.path)
sys.path = path
for name in ("maxsize", "nothing"):
    try:
        setattr(sys, name, 1)
    except AttributeError as e:
        print(e)
print(sys.atexit(None), sys.atexit(print), sys.atexit(None) is print)
