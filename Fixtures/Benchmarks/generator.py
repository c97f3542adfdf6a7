# Generators: yield, yield from, a generator expression.
import time

ROUNDS = 1500

try:
    clock, elapsed = time.ticks_us, time.ticks_diff
except AttributeError:
    clock, elapsed = (lambda: int(time.perf_counter() * 1000000)), (lambda end, begin: end - begin)


def upto(limit):
    number = 0
    while number < limit:
        yield number
        number += 1


def twice(limit):
    yield from upto(limit)
    yield from upto(limit)


def work(rounds):
    total = 0
    for _ in range(rounds):
        for number in upto(1000):
            total += number
        for number in twice(500):
            total ^= number
        total = (total + sum(number * 3 for number in upto(500))) & 0x3FFFFF
    return total


begin = clock()
checksum = work(ROUNDS)
print("generator", elapsed(clock(), begin) // 1000, checksum)
