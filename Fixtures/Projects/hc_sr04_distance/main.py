# Measures a distance by the time of an echo.
from machine import Pin, time_pulse_us
from time import sleep_ms, sleep_us

trigger = Pin(14, Pin.OUT, value=0)
echo = Pin(15, Pin.IN)
for _ in range(3):
    trigger.value(1)
    sleep_us(10)
    trigger.value(0)
    print(round(time_pulse_us(echo, 1, 30000) / 58), "cm")
    sleep_ms(100)
