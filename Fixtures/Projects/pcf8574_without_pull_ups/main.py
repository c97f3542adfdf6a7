# A bare chip on a software bus: nobody pulls the wires up.
from machine import Pin, SoftI2C

i2c = SoftI2C(scl=Pin(5), sda=Pin(4))
try:
    i2c.writeto(0x20, b"\x00")
except OSError as error:
    print("OSError")
