# Template(...) joins neighbouring strings; Interpolation(...) has defaults and keywords.
from string.templatelib import Template, Interpolation

print(Template())
print(Template("a"))
print(Template("a", "b", "c"))
one = Interpolation(1)
two = Interpolation(2, "two", conversion="r", format_spec="x")
print(one, two)
print(Template(one))
print(Template("a", "b", one, two, "c", "d", "e"))
for arguments in ((1,), ("a", None), (b"a",)):
    try:
        Template(*arguments)
    except TypeError as error:
        print(error)
for call in (
    lambda: Interpolation(),
    lambda: Interpolation(1, "a", "r", "x", 5),
    lambda: Interpolation(1, nothing=2),
    lambda: Template(strings=1),
):
    try:
        print(call())
    except TypeError as error:
        print(error)
try:
    one.value = 5
except AttributeError as error:
    print(error)
print(hasattr(one, "nothing"), hasattr(t"", "nothing"), type(t"") is Template)
