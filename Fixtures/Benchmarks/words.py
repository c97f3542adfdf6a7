# Strings, dicts and lists that live: much allocation, no collection in a heap of 4 MB.
import time

N = 6  # rounds

try:
    now = time.ticks_us
    since = lambda start: time.ticks_diff(time.ticks_us(), start)
except AttributeError:
    now = lambda: time.perf_counter_ns() // 1000
    since = lambda start: time.perf_counter_ns() // 1000 - start


def run(rounds):
    total = 0
    for number in range(rounds):
        words = {}
        for i in range(600):
            words["w%d" % (i * 7919 % 500)] = [i, str(i) * (i % 9), (i, -i)]
        text = ""
        for key in sorted(words):
            text += key[:2]
        total += len(text) + sum(entry[0] for entry in words.values())
    return total


start = now()
checksum = run(N)
print("words", since(start) // 1000, checksum)
