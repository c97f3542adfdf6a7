# The last string of one template and the first of the other become one.
a = 5
print(t"a{a}b" + t"c{a!r}d")
print(t"" + t"")
print(t"{a}" + t"{a}")
left = t"l"
left += t"{a}r"
print(left)
for other in ("text", 1, None):
    try:
        print(t"a" + other)
    except TypeError as error:
        print(error)
try:
    print("text" + t"a")
except TypeError as error:
    print(error)
print(t"a" == t"a", t"a" != t"a")
