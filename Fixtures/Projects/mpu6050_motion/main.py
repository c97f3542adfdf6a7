# Wakes an accelerometer up and reads how it is held.
from machine import I2C, Pin
from struct import unpack
from time import sleep_ms

i2c = I2C(0, scl=Pin(5), sda=Pin(4))
i2c.writeto_mem(0x68, 0x6B, b"\x00")
for _ in range(2):
    values = unpack(">7h", i2c.readfrom_mem(0x68, 0x3B, 14))
    print([value / 16384 for value in values[:3]], [value // 131 for value in values[4:]])
    sleep_ms(100)
