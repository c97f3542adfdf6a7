# Seven analog sensors behind one ADC input, and three of their comparators.
from machine import Pin
from math import log, log10
from time import sleep_ms

from multiplexer import Multiplexer

mux = Multiplexer(26, (2, 3, 4, 5))
digital = [Pin(number, Pin.IN) for number in (10, 11, 12)]


def lux(share):
    ohms = 10_000 * share / (1 - share)
    return (50_000 * 10**0.7 / ohms) ** (1 / 0.7)


def celsius(share):
    return 1 / (log(share / (1 - share)) / 3950 + 1 / 298.15) - 273.15


def ppm(share):
    return 10 ** (2.3 + (0.21 - log10(1 / share - 1)) / 0.47)


for _ in range(2):
    print(5 * round(lux(mux.read(0)) / 5), "lux,", round(celsius(mux.read(1))), "C,", round(ppm(mux.read(2)), -1), "ppm")
    print("flame %.2f, sound %.2f and %.2f" % (1 - mux.read(3), 2 * mux.read(4) - 1, 2 * mux.read(5) - 1))
    print(round(mux.read(15) * 330), "C", [pin() for pin in digital])
    sleep_ms(100)
