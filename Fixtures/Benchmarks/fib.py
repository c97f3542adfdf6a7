# Calls: the naive Fibonacci recursion.
import time

ROUNDS = 6

try:
    clock, elapsed = time.ticks_us, time.ticks_diff
except AttributeError:
    clock, elapsed = (lambda: int(time.perf_counter() * 1000000)), (lambda end, begin: end - begin)


def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


def work(rounds):
    total = 0
    for _ in range(rounds):
        total += fibonacci(27)
    return total


begin = clock()
checksum = work(ROUNDS)
print("fib", elapsed(clock(), begin) // 1000, checksum)
