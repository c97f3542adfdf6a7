# What can be decided while compiling leaves no code behind.
if 0:
    print("never")
elif "":
    print("never")
elif ():
    print("never")
elif None or False:
    print("never")
elif 1:
    print("one")
else:
    print("never")
if True and "x" and (1,):
    print("all")
if not (False or 0.0):
    print("not")
if ...:
    print("ellipsis")
x = 1 if "" else 2
print(x)
if __debug__:
    print("debug")
while "":
    pass
assert True, "unused"
