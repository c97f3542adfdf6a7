# Iteration gives strings and interpolations by turns, but no empty strings.
a, b = 1, 2
for template in (t"", t"x", t"{a}", t"{a}{b}", t"x{a}y{b}z", t"{a}y{b}"):
    print([part if isinstance(part, str) else (part.value,) for part in template])
