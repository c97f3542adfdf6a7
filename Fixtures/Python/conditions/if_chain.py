def f(x):
    if x < 0:
        return "negative"
    elif x == 0:
        return "zero"
    elif x < 10:
        return "small"
    else:
        return "large"
for x in (-1, 0, 5, 50):
    print(f(x))
if x:
    pass
if not x:
    print("no")
else:
    print("yes")
