def f():
    for a in range(3):
        for b in [10, 20, 30]:
            try:
                if b == 20:
                    continue
                if a == 1:
                    break
                print(a, b)
            finally:
                print("f", a, b)
        else:
            print("whole", a)
f()
def g():
    for a in [1, 2]:
        kept = a
        while True:
            for b in "xy":
                if b == "y":
                    return kept, b
print(g())
