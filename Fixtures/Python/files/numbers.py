import sys

f = open("numbers.py")
g = open("numbers.py", "rb")
print(f.fileno() > 2, g.fileno() > f.fileno(), str(f) == "<io.TextIOWrapper %d>" % f.fileno())
number = f.fileno()
f.close()
again = open("numbers.py")
print(again.fileno() == number, type(again), type(g))
out = open(1, "w")
out.write("through a number\n")
print(open(99), sys.stdin, sys.stdout, sys.stderr, sys.stdout.buffer, sys.stdin.fileno())
for action in (lambda: open(99).read(), lambda: open(99).write("x"), lambda: open(99).tell(), lambda: open(99).flush()):
    try:
        print(action())
    except OSError as e:
        print("OSError", e.args)
print(sys.stdout.write("text\n"), sys.stdout.buffer.write(b"bytes\n"), sys.stdout.flush())
print("to a stream", file=sys.stdout)
try:
    sys.stdout.buffer.buffer
except AttributeError as e:
    print("AttributeError", e)
