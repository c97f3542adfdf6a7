# Two servos at the ends of sixteen outputs.
from machine import I2C, Pin
from time import sleep_ms

from pca9685 import PCA9685

pwm = PCA9685(I2C(0, scl=Pin(22), sda=Pin(21)))
print(pwm.frequency(50))
pwm.microseconds(0, 1472)
pwm.microseconds(15, 1008)
sleep_ms(500)
