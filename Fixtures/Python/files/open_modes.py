import os

name = "open_modes.tmp"


def attempt(mode, action):
    try:
        with open(name, mode) as f:
            print(mode, action(f))
    except (OSError, ValueError) as e:
        print(mode, type(e).__name__, e.args)


attempt("r", lambda f: f.read())
attempt("w", lambda f: f.write("one\n"))
attempt("w", lambda f: f.read())
attempt("r", lambda f: f.read())
attempt("r", lambda f: f.write("x"))
attempt("a", lambda f: f.write("two\n"))
attempt("a", lambda f: (f.seek(0), f.write("three\n"), f.tell()))
attempt("a", lambda f: f.read())
attempt("rb", lambda f: f.read())
attempt("r+", lambda f: (f.read(1), f.write("N"), f.read(2), f.tell()))
attempt("rb", lambda f: f.read())
attempt("w+b", lambda f: (f.write(b"\xff\x00"), f.seek(0), f.read()))
attempt("a+", lambda f: (f.write("end"), f.seek(0)))
attempt("bt", lambda f: str(f)[:19])
attempt("tb", lambda f: str(f)[:12])
attempt("", lambda f: f.seek(2) or f.tell())
attempt("zz", lambda f: f.seek(1))
attempt("+", lambda f: f.write("Z"))
attempt("ab+", lambda f: (f.seek(0), f.read()))
attempt("wr", lambda f: f.tell())
os.remove(name)
for arguments in (((), {}), ((name, 5), {}), ((name,), {"nope": 1}), ((None,), {}), ((name, "r", "x"), {})):
    try:
        open(*arguments[0], **arguments[1])
    except (TypeError, OSError) as e:
        print(type(e).__name__, e)
f = open(file=name, mode="w", buffering=0, encoding="latin-1")
f.write("ä")
f.close()
print(open(name, "rb").read())
os.remove(name)
