# Volts, milliamperes and milliwatts of a load.
from machine import I2C, Pin
from time import sleep_ms

from ina219 import INA219

meter = INA219(I2C(0, sda=Pin(8), scl=Pin(9)), amperes=2)
for _ in range(3):
    print("%.2f V %.1f mA %.0f mW" % (meter.volts(), meter.milliamperes(), meter.milliwatts()))
    sleep_ms(100)
