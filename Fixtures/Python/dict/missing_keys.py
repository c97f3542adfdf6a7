# Keys that are not there: of every kind, in dicts that are empty, full, have had others, or come from elsewhere.
from collections import OrderedDict


class Own(dict):
    pass


full = {i: i for i in range(4)}
gone = {1: 1, "a": 2, 2.5: 3}
for k in (1, "a", 2.5):
    del gone[k]
mixed = {1: 1, "a": 2, (1, 2): 3, None: 4}
for d in ({}, full, gone, mixed, OrderedDict(), OrderedDict(mixed), Own(), Own(full)):
    for k in (0, 9, -1, True, "a", "b", "no such name here", 2.5, 1.0, (1, 2), None, 2**70, b"a"):
        try:
            print(d[k], end=" ")
        except KeyError as e:
            print("KeyError", e.args, end=" ")
    try:
        d[[]]
    except TypeError as e:
        print(e)
    except KeyError as e:
        print("KeyError", e.args)

try:
    {}["x"]["y"]
except KeyError as e:
    print(repr(e), e.value if hasattr(e, "value") else "", str(e))
