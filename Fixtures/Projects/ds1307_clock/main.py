# Sets a clock, and reads it over midnight of a leap year.
from machine import I2C, Pin
from time import sleep_ms

i2c = I2C(0, scl=Pin(5), sda=Pin(4))


def show():
    fields = i2c.readfrom_mem(0x68, 0, 7)
    print(" ".join("%02x" % field for field in reversed(fields)))


show()
i2c.writeto_mem(0x68, 0, b"\x58\x59\x23\x03\x28\x02\x24")
show()
sleep_ms(3500)
show()
