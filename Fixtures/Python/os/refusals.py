import os

top = "refusals.tmp"
os.mkdir(top)
os.mkdir(top + "/full")
open(top + "/full/file", "w").close()


def attempt(function, *arguments):
    try:
        print(function.__name__ if hasattr(function, "__name__") else function, arguments, function(*arguments))
    except (OSError, TypeError, ValueError) as e:
        print(arguments, type(e).__name__, e)


file = top + "/full/file"
for function in (os.mkdir, os.rmdir, os.remove, os.stat, os.chdir, os.listdir, os.ilistdir, open):
    attempt(function, top + "/nope/x")
    attempt(function, file + "/x")
    if function is not os.listdir:
        attempt(function, "")
    attempt(function, 5)
    attempt(function, "x" * 300)
attempt(os.mkdir, top)
attempt(os.mkdir, file)
attempt(os.mkdir, "/")
attempt(os.rmdir, top)
attempt(os.rmdir, file)
attempt(os.rmdir, "/")
attempt(os.remove, top)
attempt(os.remove, "/")
attempt(os.chdir, file)
attempt(os.listdir, file)
attempt(open, top, "w")
attempt(open, top + "/new/", "w")
attempt(open, file + "/")
attempt(os.rename, top + "/nope", top + "/x")
attempt(os.rename, file, top + "/nope/x")
attempt(os.rename, file, top)
attempt(os.rename, top + "/full", file)
attempt(os.rename, top, top + "/full/inside")
attempt(os.rename, file, file)
try:
    open(top).read()
except OSError as e:
    print("read", e)
os.remove(file)
os.rmdir(top + "/full")
os.rmdir(top)
