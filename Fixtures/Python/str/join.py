def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

print(", ".join(["a", "b", "c"]), "".join(("x",)), "-".join([]), "é".join("abc"))
print("-".join(str(number) for number in range(5)), "/".join({"key": 1}))
attempt(lambda: ",".join([1]))
attempt(lambda: ",".join(["a", b"b"]))
attempt(lambda: ",".join(5))
attempt(lambda: b",".join(["a"]))
print(b",".join([b"a", bytearray(b"b")]), bytearray(b",").join([b"a", b"b"]))
