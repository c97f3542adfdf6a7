# What a t-string holds: strings, values, expressions, conversions and format specifiers.
name = "World"
width = 7
for template in (
    t"",
    t"plain",
    t"{name}",
    t"Hello {name}!",
    t"{name!r}{name!s:>{width}}",
    t"{ name + '?' :>10}",
    t"{name=}",
    t"{{literal}} {1 + 1}",
    t"""two
lines {[x for x in (1, 2)]}""",
    rt"\n{name}\t",
):
    print(template)
    print(template.strings, template.values)
    for field in template.interpolations:
        print(repr(field.value), repr(field.expression), field.conversion, repr(field.format_spec))
