# Reads a load cell bit by bit.
from machine import Pin
from time import sleep_ms

data = Pin(14, Pin.IN)
clock = Pin(15, Pin.OUT, value=0)


def read():
    while data.value():
        sleep_ms(1)
    value = 0
    for _ in range(24):
        clock.value(1)
        clock.value(0)
        value = value << 1 | data.value()
    clock.value(1)
    clock.value(0)
    return value - (1 << 24) if value & 1 << 23 else value


for _ in range(3):
    print(read() / 420, "kg")
    sleep_ms(200)
