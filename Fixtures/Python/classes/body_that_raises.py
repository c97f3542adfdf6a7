# Where a class body raises, the names that follow go on in its dict.
before = 1


def look():
    return "after" in globals(), before


try:

    class Broken:
        inner = 2
        raise ValueError("body")

except ValueError as e:
    print(e)
print(inner)
after = 3
print(after, look())
try:
    del before
except KeyError as e:
    print("KeyError", e)
exec("print(before)", {"before": 5})
print(after)
