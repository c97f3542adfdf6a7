# Reads a slide switch, a tilt switch, a button and eight switches that make a number.
from machine import Pin
from time import sleep_ms

slide = Pin(2, Pin.IN)
tilt = Pin(3, Pin.IN)
button = Pin(4, Pin.IN, Pin.PULL_UP)
dip = [Pin(8 + place, Pin.IN, Pin.PULL_UP) for place in range(8)]

for _ in range(3):
    number = sum((not pin()) << place for place, pin in enumerate(dip))
    print(slide(), tilt(), button(), number)
    sleep_ms(100)
