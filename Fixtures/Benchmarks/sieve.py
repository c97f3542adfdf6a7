# Bytes by index: primes below 10000.
import time

ROUNDS = 250

try:
    clock, elapsed = time.ticks_us, time.ticks_diff
except AttributeError:
    clock, elapsed = (lambda: int(time.perf_counter() * 1000000)), (lambda end, begin: end - begin)


def primes_below(limit):
    composite = bytearray(limit)
    count = 0
    for number in range(2, limit):
        if not composite[number]:
            count += 1
            for multiple in range(number * 2, limit, number):
                composite[multiple] = 1
    return count


def work(rounds):
    total = 0
    for _ in range(rounds):
        total += primes_below(10000)
    return total


begin = clock()
checksum = work(ROUNDS)
print("sieve", elapsed(clock(), begin) // 1000, checksum)
