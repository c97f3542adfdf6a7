# How a board is held, and how far it is from the wall.
from machine import I2C, Pin
from time import sleep_ms

from adxl345 import ADXL345
from vl53l0x import VL53L0X

i2c = I2C(0, sda=Pin(8), scl=Pin(9), freq=400_000)
accel = ADXL345(i2c)
laser = VL53L0X(i2c)
for _ in range(3):
    print("%.2f %.2f %.2f g" % accel.read(), laser.millimetres(), "mm")
    sleep_ms(500)
