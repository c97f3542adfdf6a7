def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

for old, new in (("a", "b"), ("a", ""), ("aa", "a"), ("", "-"), ("x", "y"), ("banana", "é"), ("bananas", "")):
    print(repr(old), repr(new), "banana".replace(old, new), "banana".replace(old, new, 1), "banana".replace(old, new, 2))
print("".replace("", "x"), "".replace("a", "x"), "ab".replace("", "-", 2), "ab".replace("", "-", 0), "aaa".replace("a", "b", -5))
text = "no match"
print(text.replace("x", "y") is text, text.replace("n", "y", 0) is text)
attempt(lambda: "a".replace(1, "b"))
attempt(lambda: "a".replace("a", b"b"))
attempt(lambda: "a".replace("a", "b", "c"))
print(b"abab".replace(b"ab", b"c"), bytearray(b"abab").replace(b"b", bytearray(b"X")))
