def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

for text in ("", "  ", " a ", "\t\n\v\f\r x \r", "xxaxx", "xyx"):
    print(repr(text), repr(text.strip()), repr(text.lstrip()), repr(text.rstrip()), repr(text.strip("x")), repr(text.lstrip("xy")), repr(text.rstrip("yx")), repr(text.strip("")))
text = "abc"
print(text.strip() is text, text.strip("x") is text)
attempt(lambda: "é".strip("è"))
attempt(lambda: "a".strip(1))
attempt(lambda: "a".strip(None))
for text in ("", "abc", "ABC", "aBc1", "123", " \t", "é", "a b", "_", "12a", "É1"):
    print(repr(text), text.lower(), text.upper(), text.isalpha(), text.isdigit(), text.isspace(), text.isupper(), text.islower())
for width in (0, 3, 4, 5, 10):
    print(repr("abc".center(width)), repr("é€".center(width)))
print(text.center(1) is text)
