# A LED without a resistor, one the wrong way round, one with a single leg, and a button that nobody pulls down.
from machine import Pin
from time import sleep_ms

for number in (2, 3, 4):
    Pin(number, Pin.OUT, value=1)
button = Pin(5, Pin.IN)
for _ in range(2):
    print(button())
    sleep_ms(100)
