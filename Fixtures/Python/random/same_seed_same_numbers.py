import random

for seed in (0, 1, 1234, -1, 1 << 40):
    random.seed(seed)
    print(seed, [random.getrandbits(count) for count in (1, 2, 7, 8, 16, 31, 32, 0)])
    print([random.randrange(10) for _ in range(8)], [random.randrange(-5, 5) for _ in range(8)])
    print([random.randrange(100, 0, -7) for _ in range(8)], [random.randrange(0, 100, 9) for _ in range(8)])
    print([random.randint(-(1 << 30), 1 << 30) for _ in range(3)], random.randint(7, 7))
    print([random.choice("abcdef") for _ in range(6)], random.choice([1, 2, 3]))
    print(random.random(), random.random(), random.uniform(-3.7, 1000), random.uniform(2, 1))
