def t(x):
    print(x, end=" ")
    return x
print(t(0) or t(2) or t(3))
print(t(1) and t(0) and t(3))
print(t(1) and (t(0) or t(5)))
print(not t(0), not t(1))
if t(1) and not t(0) or t(7):
    print("taken")
if not (t(0) or t(0)) and t(3):
    print("taken")
while t(0) or not t(1):
    pass
print("end")
