# The same seed gives the same numbers, of every kind.
import random

random.seed(1)
print([random.getrandbits(n) for n in (0, 1, 5, 16, 31, 32, 32)])
print([random.random() for _ in range(4)], random.uniform(1, 5))
print([random.randint(-5, 5) for _ in range(12)])
print([random.randrange(10) for _ in range(8)])
print([random.randrange(3, 30, 7) for _ in range(8)], [random.randrange(30, 3, -7) for _ in range(8)])
print([random.choice("abcd") for _ in range(8)], random.choice((1, 2)), random.choice(b"xyz"))
random.seed(1 << 40 | 77)
print(random.random())
