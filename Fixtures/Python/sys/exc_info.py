# sys.exc_info() knows what is being handled until any block ends.
import sys

print(sys.exc_info())
try:
    raise ValueError("value", 1)
except ValueError:
    print(sys.exc_info()[:2])

    def inner():
        return sys.exc_info()[1]

    print(inner())
print(sys.exc_info())
try:
    try:
        {}["k"]
    finally:
        print(sys.exc_info()[0])
except KeyError as e:
    print(sys.exc_info()[1] is e)
print(sys.exc_info())
