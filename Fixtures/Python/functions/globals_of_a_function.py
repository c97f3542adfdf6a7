# The globals of a function may be emptied and filled again: what was looked up before is looked up anew.
def one(): return 1
def two(): return 2
def three(): return 3
def use():
    return one(), two(), three(), len([1])
def change(f):
    gl = f.__globals__
    old = gl.copy()
    gl.clear()
    try:
        gl.update({'x': 1, 'y': 2, 'z': 3, 'w': 4, 'v': 5, 'u': 6, 't': 7})
        f()
    finally:
        gl.clear()
        gl.update(old)
def late(): x
print(use())
print(use())
change(late)
print(use())
for i in range(3):
    change(late)
    print(use(), list([2]))
