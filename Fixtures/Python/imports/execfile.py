import os

name = "execfile.tmp"
with open(name, "w") as f:
    f.write("print('run', x)\nx = 'changed'\ny = 1\n")
x = "outer"
execfile(name)
print(x, y)
space = {"x": "mine"}
execfile(name, space)
print(x, space["x"], space["y"])
names = {}
execfile(name, space, names)
print(space["x"], sorted(names))
with open(name, "w") as f:
    f.write("x = = 1\n")
for arguments in ((name,), ("nothing.tmp",), (5,), (name, 5), (name, {}, 5), (), (b"bytes.tmp",)):
    try:
        execfile(*arguments)
    except (SyntaxError, OSError, TypeError) as e:
        print(type(e).__name__, e)
os.remove(name)
