import random


def refused(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error), error)


refused(random.getrandbits, 33)
refused(random.getrandbits, -1)
refused(random.getrandbits, 1 << 70)
refused(random.randrange, 0)
refused(random.randrange, -3)
refused(random.randrange, 3, 3)
refused(random.randrange, 1, 5, 0)
refused(random.randrange, 1, 5, -1)
refused(random.randint, 2, 1)
refused(random.choice, [])
refused(random.choice, 5)
refused(random.seed, "a")
refused(random.uniform, 1, "a")
