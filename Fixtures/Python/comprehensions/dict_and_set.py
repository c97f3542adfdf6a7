print({k: v for k, v in [("a", 1), ("b", 2)]}["b"])
print(sorted({x % 3 for x in range(10)}))
d = {i: {j for j in range(i)} for i in range(3)}
print(d[2] == {0, 1}, len(d))
print({1, 2, 3} == {3, 2, 1}, {1} == {1,}, {"a": 1, "b": 2,}["a"], {} == dict(), {None: 1})
print(len({1: 2}), len({1: 2, 1: 3}))
