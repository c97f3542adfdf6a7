def f(how):
    for i in range(2):
        try:
            try:
                if how == "return":
                    return "r"
                if how == "break":
                    break
                if how == "continue":
                    continue
                if how == "raise":
                    raise OSError(5)
                print("through")
            finally:
                print("inner", how, i)
        finally:
            print("outer", i)
    return "end"
for how in ("return", "break", "continue", "none"):
    print(f(how))
try:
    f("raise")
except OSError as e:
    print(e.args)
def override():
    try:
        return 1
    finally:
        return 2
print(override())
