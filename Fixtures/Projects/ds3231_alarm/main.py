# Sets an alarm for midnight of a leap day, and reads the clock's own thermometer.
from machine import I2C, Pin
from time import sleep_ms

from ds3231 import DS3231

clock = DS3231(I2C(0, scl=Pin(22), sda=Pin(21)))
alarm = Pin(4, Pin.IN)
print(clock.datetime(), clock.celsius(), alarm())
clock.alarm(0, 0, 0)
while alarm():
    sleep_ms(10)
print(clock.datetime(), clock.celsius())
clock.datetime((2004, 12, 31, 23, 59, 59))
clock.clear()
sleep_ms(1500)
print(clock.datetime(), alarm())
