import os
import sys

sys.path[:] = [""]
top = "packages_pkg"


def write(name, text):
    with open(top + "/" + name, "w") as f:
        f.write(text)


os.mkdir(top)
os.mkdir(top + "/sub")
os.mkdir(top + "/plain")
write("__init__.py", "print('init', __name__, __path__, __file__)\nvalue = 1\nfrom . import first\n")
write("first.py", "print('first', __name__, __file__)\nfrom . import second\nfrom .second import *\nfrom .sub import deep\n")
write("second.py", "print('second', __name__)\npublic = 2\n_hidden = 3\n")
write("sub/__init__.py", "print('sub init', __name__)\n")
write("sub/deep.py", "print('deep', __name__)\nfrom .. import second\nfrom ..second import public as p\nfrom ... import nothing\n")
write("plain/module.py", "name = __name__\n")
try:
    import packages_pkg
except (ImportError, ValueError) as e:
    print(type(e).__name__, e)
print(top in sys.modules, top + ".second" in sys.modules, top + ".first" in sys.modules, top + ".sub" in sys.modules)
for name in list(sys.modules):
    if name.startswith(top):
        del sys.modules[name]
write("sub/deep.py", "print('deep again', __name__)\nfrom .. import second as s\n")
import packages_pkg.sub.deep

print(packages_pkg, packages_pkg.sub.deep.s, packages_pkg.first.public, hasattr(packages_pkg.first, "_hidden"))
import packages_pkg.plain.module as m

print(m.name, packages_pkg.plain.__path__, hasattr(packages_pkg.plain, "__file__"))
from packages_pkg import second, value, sub

print(second.public, value, sub)
for statement in (
    "from packages_pkg import missing",
    "import packages_pkg.missing",
    "import packages_pkg.second.deeper",
    "from packages_pkg.second import missing",
    "import no_such_module",
    "from .relative import x",
    "import packages_pkg..x",
):
    try:
        exec(statement)
    except (ImportError, KeyError, SyntaxError, ValueError) as e:
        print(statement, "->", type(e).__name__, e)
for name in ("first.py", "second.py", "__init__.py", "sub/deep.py", "sub/__init__.py", "plain/module.py"):
    os.remove(top + "/" + name)
for name in ("/sub", "/plain", ""):
    os.rmdir(top + name)
