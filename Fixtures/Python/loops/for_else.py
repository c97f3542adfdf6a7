for x in [1, 2, 3]:
    if x == 2:
        break
else:
    print("never")
print(x)
for x in []:
    pass
else:
    print("empty", x)
for c in "ab":
    for d in "cd":
        if d == "d":
            continue
        print(c, d)
    else:
        print("inner done")
