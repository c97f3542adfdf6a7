# Branches on floats, with and without `not`, and where there is no number.
nan = float("nan")
inf = float("inf")


def branches(a, b):
    taken = ""
    if a < b:
        taken += "<"
    if a <= b:
        taken += "l"
    if a > b:
        taken += ">"
    if a >= b:
        taken += "g"
    if not a < b:
        taken += "!<"
    if not a <= b:
        taken += "!l"
    if not a > b:
        taken += "!>"
    if not a >= b:
        taken += "!g"
    if a == b:
        taken += "="
    if a != b:
        taken += "#"
    return taken


for a in (1.5, -0.0, 0.0, inf, -inf, nan, 2):
    print([branches(a, b) for b in (1.5, 2.5, 0.0, -inf, inf, nan, 1)])


def steps(limit):
    x = 0.0
    n = 0
    while x < limit:
        x += 0.25
        n += 1
    while not x <= 0.0 and n < 100:
        x -= 0.5
        n += 1
    return x, n


print(steps(3.0), steps(-1.0), steps(nan))
