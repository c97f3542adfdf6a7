x = 1; y = 2; print(x, y)
if x: print("if"); print("same line")
for i in range(2): print(i); continue
while x: x -= 1
def f(): return 5
class C: a = 1; b = 2
print(f(), C.a, C.b)
try: x
except: pass
else: print("else")
finally: print("finally")
pass; pass
"a lonely constant"
5
None
lambda: None
