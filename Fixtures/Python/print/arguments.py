def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

print()
print(1, "a", None, [1, "a"], ("b",), {"c": b"d"})
print(1, 2, sep="-")
print(1, 2, sep="", end="|\n")
print("no newline", end="")
print()
print("a", "b", sep="é", end="€\n")
print(*range(5), sep=", ")
attempt(lambda: print(1, sep=1))
attempt(lambda: print(1, end=None))
attempt(lambda: print(1, nothing=1))
attempt(lambda: print(1, file=1))
print("é€😀", "\t|", "nul\0end")
print(repr("a"), chr(65), chr(233), chr(0x20AC), chr(0x1F600), ord("A"), ord("é"), ord("😀"), ord(b"\xff"))
for action in (lambda: chr(-1), lambda: chr(0x110000), lambda: chr("a"), lambda: ord(""), lambda: ord("ab"), lambda: ord(b""), lambda: ord(65)):
    attempt(action)
