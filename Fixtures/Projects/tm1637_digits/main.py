# Shows 12:34 on a TM1637, bit by bit.
from machine import Pin
from time import sleep_us

clock = Pin(14, Pin.OUT, value=1)
data = Pin(15, Pin.OUT, value=1)


def send(*octets):
    data.value(0)
    clock.value(0)
    for octet in octets:
        for bit in range(8):
            data.value(octet >> bit & 1)
            clock.value(1)
            sleep_us(5)
            clock.value(0)
        clock.value(1)
        sleep_us(5)
        clock.value(0)
    data.value(0)
    clock.value(1)
    data.value(1)


send(0x40)
send(0xC0, 0x06, 0x5B | 0x80, 0x4F, 0x66)
send(0x8F)
