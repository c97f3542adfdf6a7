# Writes two rows on an LCD by its I2C backpack, four bits at a time.
from machine import I2C, Pin
from time import sleep_ms

ADDRESS = 0x27
i2c = I2C(0, scl=Pin(5), sda=Pin(4), freq=100000)


def nibble(bits, data):
    value = bits & 0xF0 | 8 | data
    i2c.writeto(ADDRESS, bytes((value | 4, value)))


def send(byte, data=0):
    nibble(byte, data)
    nibble(byte << 4, data)


print(i2c.scan())
sleep_ms(20)
for wait in (5, 1, 1):
    nibble(0x30, 0)
    sleep_ms(wait)
nibble(0x20, 0)
for command in (0x28, 0x0C, 0x06, 0x01):
    send(command)
sleep_ms(2)
for character in "Perch on pin 4":
    send(ord(character), 1)
send(0xC0)
for character in "23.5\xdfC":
    send(ord(character), 1)
