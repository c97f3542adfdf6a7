def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

text = "the é end of the é"
for needle in ("the", "é", "", "end", "x", "é end", text, text + "!"):
    print(repr(needle), text.find(needle), text.rfind(needle), text.count(needle), needle in text)
    attempt(lambda: text.index(needle))
    attempt(lambda: text.rindex(needle))
for bounds in ((1,), (-3,), (None,), (4, 9), (None, 6), (6, None), (9, 4), (-5, -1), (100, 200)):
    print(bounds, text.find("e", *bounds), text.rfind("é", *bounds), text.count("", *bounds), text.count("e", *bounds))
print("aaaa".count("aa"), "aaaa".find("aa", 1), "aaaa".rfind("aa"), "abcab".rfind("ab", 0, 4))
attempt(lambda: "abc".find(1))
attempt(lambda: "abc".find(b"a"))
attempt(lambda: 1 in "abc")
attempt(lambda: b"a" in "abc")
attempt(lambda: "abc".index("d"))
