def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

print("a" + "b", "" + "b", "a" + "", "ab" * 3, 3 * "ab", "ab" * 0, "ab" * -1, "" * 5, "ab" * True)
print("a" < "b", "a" < "ab", "ab" < "a", "a" <= "a", "b" > "a", "é" > "z", "a" >= "b", "" < "a", "abc" == "abc", "abc" != "abd")
print("a" == 1, "a" != 1, "a" == b"a", b"a" == "a", "a" == None, "1" == 1)
attempt(lambda: "a" + 1)
attempt(lambda: 1 + "a")
attempt(lambda: "a" + b"a")
attempt(lambda: "a" - "b")
attempt(lambda: "a" * "b")
attempt(lambda: "a" * 1.5)
attempt(lambda: "a" < 1)
attempt(lambda: "a" < b"b")
attempt(lambda: -"a")
text = "x"
text += "y"
text *= 2
print(text, bool(""), bool("a"), not "", hash("abc") == hash("ab" + "c"), hash("abc"), hash(""), hash(b"abc"))
print({"ab": 1}["a" + "b"], "é" + "😀", ("é" * 3)[1])
