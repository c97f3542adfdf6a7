# An operator method that takes another number of arguments: one error, made once.
import gc
class A:
    def __add__(self): return 1
class B(A):
    def __iadd__(self, o): return self + o
a=A()
for f in (lambda: a+1, lambda: a+a, lambda: B()+2, lambda: a-1):
    try: print(f())
    except TypeError as e: print(e)
b=B()
try: b+=1
except TypeError as e: print(e)
class R:
    def __add__(s,o): return s+o
try: R()+1
except RuntimeError as e: print(e)
gc.disable(); gc.collect()
m=gc.mem_alloc()
try: a+1
except TypeError: pass
print(gc.mem_alloc()-m)
