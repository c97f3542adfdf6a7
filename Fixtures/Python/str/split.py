def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

for text in ("", " ", "a", "a b", "  a  b\tc\n", "a,b,,c,", ",", "a, b"):
    print(repr(text), text.split(), text.split(","), text.split(None, 1), text.split(",", 1), text.rsplit(",", 1))
print("aXXbXXc".split("XX"), "aXXXb".split("XX"), "aXXXb".rsplit("XX", 1), "é€é".split("€"))
for count in (-2, -1, 0, 1, 2, 5):
    print(count, "a-b-c-d".split("-", count), "a-b-c-d".rsplit("-", count), " a b c ".split(None, count))
attempt(lambda: "a".split(""))
attempt(lambda: "a".rsplit("", 1))
attempt(lambda: "a b".rsplit(None, 1))
attempt(lambda: "a".split(1))
attempt(lambda: "a".split(b"a"))
print("".splitlines(), "a".splitlines(), "a\nb\r\nc\rd\n\n".splitlines(), "a\nb\r\n".splitlines(True))
print("x\ny".splitlines(keepends=False), "x\ny".splitlines(keepends=1))
attempt(lambda: "a".splitlines(True, False))
attempt(lambda: "a".splitlines(ends=True))
