# The display is at 0x3d, the sketch writes to 0x3c.
from machine import I2C, Pin

i2c = I2C(0, scl=Pin(5), sda=Pin(4))
print(i2c.scan())
try:
    i2c.writeto(0x3C, b"\x80\xaf")
except OSError as error:
    print("OSError", error.errno)
