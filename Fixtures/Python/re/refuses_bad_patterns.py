import re

for pattern in ("(", ")", "a)", "a)b", "[", "[^", "*", "+a", "a**", "a|*", "^*", "\\", "[\\", "(a", "((a)", "(?:a", "a" * 200 + "*", "(" + "a" * 70 + ")*", "[" + "ab" * 70 + "]", "(a)" * 70, "(?a)"):
    try:
        re.compile(pattern)
        print(pattern[:10], "is fine")
    except ValueError as error:
        print(pattern[:10], error)
for text in ("a" * 500, "a" * 5000):
    try:
        print(len(re.match("a*", text).group(0)))
    except RuntimeError as error:
        print(error)
try:
    re.match("(a*)*", "b")
except RuntimeError as error:
    print(error)
