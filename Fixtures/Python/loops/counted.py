# `for name in range(...)` with constant step becomes a counting loop.
for i in range(3):
    print(i, end=" ")
print(i)
for i in range(5, 8):
    print(i, end=" ")
for i in range(5, 0, -2):
    print(i, end=" ")
print()
n = 3
for i in range(n):
    n = 100
    i += 10
    print(i, n)
else:
    print("done", i)
for i in range(0):
    pass
print(i)
for i in range(2, n, 40):
    if i > 50:
        break
    print(i)
else:
    print("never")
step = 2
for i in range(0, 6, step):
    print(i, end=",")
print()
