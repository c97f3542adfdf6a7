# Empty ranges and wrong arguments.
import random

random.seed(3)
for call in (
    lambda: random.randint(5, 4),
    lambda: random.randrange(0),
    lambda: random.randrange(1, 1),
    lambda: random.randrange(1, 5, 0),
    lambda: random.randrange(1, 5, -1),
    lambda: random.choice([]),
    lambda: random.choice(5),
    lambda: random.choice({1: 2}),
    lambda: random.getrandbits(33),
    lambda: random.getrandbits(-1),
    lambda: random.seed("x"),
):
    try:
        print(call())
    except Exception as error:
        print(repr(error))
