import re

print(re.compile(" *, *").split("a , b,c ,d"), re.compile("x").split("abc"), re.compile(",").split("a,b,c", 1), re.compile(b",").split(b"a,b"))
print(re.compile("x*").split("axb"), re.compile(",").split(",a,"))
try:
    re.compile("(,)").split("a,b")
except NotImplementedError as error:
    print(error)
print(re.sub("a", "o", "banana"), re.sub("a", "o", "banana", 2), re.sub("x", "o", "banana"), re.sub("(b)(a)", "\\2\\1", "banana"))
print(re.sub("(a)(x)?", "[\\g<1>|\\2]", "banana"), re.sub("n", "\\\\", "banana"), re.sub("n", "\\q\\", "banana"))
print(re.sub("[an]", lambda found: found.group(0).upper(), "banana"), re.sub(b"a", b"o", b"banana"))
print(re.compile("a").sub("é", "bañana"), re.compile("a").sub("", "banana", 0, 5))
for action in (lambda: re.sub("(a)", "\\2", "banana"), lambda: re.match("(a)", "a").group(2), lambda: re.match("(a)", "a").group(-1), lambda: re.sub("a", 5, "a"), lambda: re.match(5, "a"), lambda: re.match("a", 5)):
    try:
        print(action())
    except Exception as error:
        print(type(error), error)
