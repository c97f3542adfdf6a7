# Callbacks run at jumps, not at calls.
import micropython
def cb(x): print("cb", x)
micropython.schedule(cb, 1)
print("a")
print("b")
for i in range(1): pass
print("c")
def f():
    micropython.schedule(cb, 2)
    print("d")
f()
print("e")
if f: print("g")
