# Sends bits out through a 74HC595 and reads them back through a 74HC165.
from machine import Pin

data, clock, store = (Pin(number, Pin.OUT, value=0) for number in (12, 13, 14))
load = Pin(15, Pin.OUT, value=1)
read_clock = Pin(16, Pin.OUT, value=0)
read_data = Pin(17, Pin.IN)


def pulse(pin):
    pin.value(1)
    pin.value(0)


for byte in (0x00, 0xA5, 0x3C, 0xFF):
    for bit in range(7, -1, -1):
        data.value(byte >> bit & 1)
        pulse(clock)
    pulse(store)
    load.value(0)
    load.value(1)
    value = 0
    for _ in range(8):
        value = value << 1 | read_data.value()
        pulse(read_clock)
    print("%02x" % value)
