def t(x):
    print(x, end=" ")
    return x
print(t(1) < t(2) < t(3))
print(t(1) < t(0) < t(3))
print(1 < 2 == 2 != 3 <= 3 >= 1 > 0)
print(1 in [1] in [[1]], 1 not in [2], None is None, None is not None)
print(1 < 3 > 2, "a" < "b" <= "b", [1] == [1] != [2])
if 1 < t(2) < 3:
    print("between")
