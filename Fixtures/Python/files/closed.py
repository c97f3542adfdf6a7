import os

name = "closed.tmp"
f = open(name, "w")
f.write("x")
print(f.close(), f.close(), str(f))
actions = {
    "read": lambda: f.read(),
    "readline": lambda: f.readline(),
    "readlines": lambda: f.readlines(),
    "readinto": lambda: f.readinto(bytearray(2)),
    "write": lambda: f.write("x"),
    "flush": lambda: f.flush(),
    "seek": lambda: f.seek(0),
    "tell": lambda: f.tell(),
    "fileno": lambda: f.fileno(),
    "next": lambda: next(f),
    "print": lambda: print("x", file=f),
    "exit": lambda: f.__exit__(None, None, None),
    "enter": lambda: f.__enter__() is f,
}
for action in sorted(actions):
    try:
        print(action, actions[action]())
    except ValueError as e:
        print(action, "ValueError", e)
try:
    with open(name, "w") as g:
        g.write("kept")
        raise KeyError("inside")
except KeyError:
    pass
try:
    g.write("more")
except ValueError as e:
    print("ValueError", e)
print(open(name).read())
os.remove(name)
