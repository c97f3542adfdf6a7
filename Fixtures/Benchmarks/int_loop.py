# Small integers: add, multiply, mask, compare, in a while loop and over a range.
import time

ROUNDS = 5000000

try:
    clock, elapsed = time.ticks_us, time.ticks_diff
except AttributeError:
    clock, elapsed = (lambda: int(time.perf_counter() * 1000000)), (lambda end, begin: end - begin)


def work(rounds):
    total = 1
    count = 0
    while count < rounds:
        total = (total * 5 + count) & 0x3FFFFF
        count += 1
    for step in range(rounds):
        total ^= step
    return total


begin = clock()
checksum = work(ROUNDS)
print("int_loop", elapsed(clock(), begin) // 1000, checksum)
