# SDA and SCL are the wrong way round: the bus looks empty.
from machine import I2C, Pin

i2c = I2C(0, scl=Pin(22), sda=Pin(21))
print(i2c.scan())
try:
    i2c.writeto(0x3C, b"\x80\xaf")
except OSError as error:
    print("OSError", error.errno)
