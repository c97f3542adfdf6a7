# A station that samples every ten seconds for a day: allocates and drops text, lists, dicts, floats, large numbers, exceptions, generators,
# closures and code. Prints the free heap after the first minute and at the end.
import gc
import time


class Sample:
    def __init__(self, number):
        self.number = number
        self.values = [number * 0.1 + place for place in range(6)]

    def mean(self):
        return sum(self.values) / len(self.values)


def scaled(factor):
    return lambda value: value * factor


def tick(number):
    sample = Sample(number)
    line = "%d %.2f %s" % (number, sample.mean(), {"n": number, "big": number << 70})
    parts = line.split(" ")
    if len("".join(reversed(parts))) < 8:
        print("short", line)
    total = 0
    for value in map(scaled(3), (x for x in range(number % 7))):
        total += value
    try:
        [][number]
    except IndexError as error:
        str(error)
    if number % 60 == 0:
        names = {}
        exec("def f(x):\n    return [x] * %d\ny = f(1)\n" % (number % 9), names)
    return total


def free():
    gc.collect()
    return gc.mem_free()


number = 0
first = None
while number < 8640:
    tick(number)
    number += 1
    if number == 7:
        first = free()
    time.sleep(10)
print(first, free())
